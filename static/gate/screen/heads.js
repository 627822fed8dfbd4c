/* How many of a group pass: asked for each group's ticket, answered with a thumb or a digit. */

import { say } from "./language.js";
import { find } from "./page.js";
import { complain } from "./sheets.js";

const MOST = 9999;

export class HeadsPanel {
  #sheets;
  #pending = null; // {code, direction, confirm(heads)}

  constructor(sheets) {
    this.#sheets = sheets;
    find("heads-fewer").addEventListener("click", () => this.#step(-1));
    find("heads-more").addEventListener("click", () => this.#step(1));
    find("heads-count").addEventListener("input", () => this.#name());
    find("heads-count").addEventListener("keydown", (event) => this.#key(event));
    find("heads-count").addEventListener("pointerdown", (event) => {
      event.target.inputMode = "numeric"; // a touch asks for the keys of the screen, the panel does not
    });
    find("heads").querySelector("form").addEventListener("submit", (event) => this.#submit(event));
    find("heads").addEventListener("close", () => {
      this.#pending = find("heads").open ? this.#pending : null;
    });
  }

  get isOpen() {
    return this.#pending !== null;
  }

  ask({ code, heads, direction, confirm }) {
    const count = find("heads-count");
    count.inputMode = "none";
    count.value = String(heads || 1);
    this.#sheets.open(find("heads"), count);
    this.#pending = { code, direction, confirm };
    this.#name();
  }

  /** The next code was read while it is open: the same one says yes, another one says never mind. */
  answeredBy(code) {
    if (this.#pending.code === code && this.#count() !== null) {
      this.#confirm();
      return true;
    }
    this.#close();
    return false;
  }

  #count() {
    const text = find("heads-count").value.trim();
    const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
    return count >= 1 && count <= MOST ? count : null;
  }

  #step(by) {
    const count = Math.min(MOST, Math.max(1, (this.#count() ?? 1) + by));
    find("heads-count").value = String(count);
    this.#name();
  }

  #key(event) {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (by) {
      event.preventDefault();
      this.#step(by);
    }
  }

  #name() {
    const count = this.#count();
    const words = say(`heads.${this.#pending.direction}`, { n: count ?? "–" });
    find("heads-confirm").textContent = words;
    if (count !== null) {
      complain(find("heads-count"), find("heads-wrong"), "");
    }
  }

  #submit(event) {
    event.preventDefault();
    if (this.#count() === null) {
      complain(find("heads-count"), find("heads-wrong"), say("heads.wrong"));
    } else {
      this.#confirm();
    }
  }

  #confirm() {
    const { confirm } = this.#pending;
    const count = this.#count();
    this.#close();
    confirm(count);
  }

  /** At once: the dialog's own event comes later than the next code may. */
  #close() {
    this.#pending = null;
    find("heads").close();
  }
}
