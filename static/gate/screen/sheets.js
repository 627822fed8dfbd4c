/* Dialogs: native ones, at the bottom where the thumb is. The focus comes back to the scan field. */

import { find } from "./page.js";

export class Sheets {
  #dialogs = [...document.querySelectorAll("dialog")];

  constructor() {
    for (const dialog of this.#dialogs) {
      dialog.addEventListener("close", () => this.#closed());
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-close]")) {
          dialog.close();
        }
      });
    }
  }

  get isOpen() {
    return this.#dialogs.some((dialog) => dialog.open);
  }

  /** Open one, the others closed; `first` gets the focus. */
  open(dialog, first = null) {
    this.close();
    dialog.showModal();
    dialog.scrollTop = 0;
    first?.focus();
    first?.select?.();
  }

  close() {
    this.#dialogs.filter((dialog) => dialog.open).forEach((dialog) => dialog.close());
  }

  #closed() {
    if (!this.isOpen && document.body.dataset.view === "ready" && find("verdict").hidden) {
      find("field").focus({ preventScroll: true });
    }
  }
}

/** Say what is wrong at a field; "" when nothing is any more. */
export function complain(field, place, words) {
  place.textContent = words;
  field.setAttribute("aria-invalid", String(words !== ""));
  if (words) {
    field.focus();
  }
}
