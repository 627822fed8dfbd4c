/* Making this device a scanner of a gate: by a code typed, scanned, or brought by a link. */

import { say, sayCode } from "./language.js";
import { enrolmentCodeIn, looksLikeTicket, mended } from "./kinds.js";
import { find } from "./page.js";
import { complain } from "./sheets.js";

export class Enrolment {
  #scanner;
  #isBusy = false;

  /** `done()` is called once the device has its gate. */
  constructor(scanner, done) {
    this.#scanner = scanner;
    this.done = done;
    find("enrol").addEventListener("submit", (event) => {
      event.preventDefault();
      this.offer(find("enrol-code").value);
    });
  }

  /** `mayGoBack`: there is a gate already. */
  show(mayGoBack) {
    find("enrol-back").hidden = !mayGoBack;
  }

  /** A link only fills the field in: whoever merely looks at it must not use the code up. Whether
   *  it brought a code. */
  takeLink() {
    const code = enrolmentCodeIn(location.hash);
    if (location.hash) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    find("enrol-link").hidden = code === null;
    if (code) {
      find("enrol-code").value = code;
    }
    return code !== null;
  }

  /** A text from wherever: the camera, a hand scanner, the field. */
  async offer(text) {
    const code = enrolmentCodeIn(text);
    if (code === null) {
      this.#wrong(say(wrongOf(text)));
      return;
    }
    find("enrol-code").value = code;
    await this.#enrol(code);
  }

  async #enrol(code) {
    if (this.#isBusy) {
      return;
    }
    this.#wait(true);
    try {
      await this.#scanner.enrol(code);
      find("enrol-code").value = "";
      this.done();
    } catch (error) {
      this.#wrong(sayCode("enrol", error.code ?? error.name, "failed"));
    } finally {
      this.#wait(false);
    }
  }

  #wait(isBusy) {
    this.#isBusy = isBusy;
    find("enrol-confirm").setAttribute("aria-disabled", String(isBusy));
    find("enrol-confirm").textContent = say(isBusy ? "enrol.under_way" : "enrol.confirm");
    if (isBusy) {
      this.#wrong("");
    }
  }

  #wrong(words) {
    complain(find("enrol-code"), find("enrol-wrong"), words);
  }
}

function wrongOf(text) {
  if (looksLikeTicket(mended(text))) {
    return "enrol.ticket";
  }
  return text.trim().length > 20 ? "enrol.not_a_code" : "enrol.short";
}
