/* A hand scanner types like a keyboard, only faster, and wherever the focus happens to be.

   Keys are gathered unless a text field has the focus; Enter (or Tab) ends a code. A field that is
   sent with a whole ticket at its end got it from a hand scanner, too: it is scanned, not sent. */

import { hasHangul } from "./screen/hangul.js";
import { typed } from "./screen/keys.js";
import { LENGTH, mended, ticketAtTheEnd } from "./screen/kinds.js";

const PAUSE = 2000; // ms without a key, and the next one begins a new code
const BURST = 120; // keys this close together are a machine's
const SETTLED = 250; // ms after which a whole ticket needs no Enter
const SHORTEST = 4; // whatever is shorter was a finger
const FIELDS = "input:not([type=range], [type=checkbox], [type=radio]), textarea, select";
const PRESSED = "button, summary, a, [type=checkbox], [type=radio], [role=button]";

export class Wedge {
  #text = "";
  #last = 0;
  #isHangul = false;
  #settling = 0;
  #owesEnter = false; // a code was taken before its Enter came
  #onCode;

  /** `onCode(text, {isHangul})` is called with each code, its keys mended. */
  constructor(onCode, target = window) {
    this.#onCode = onCode;
    target.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    target.addEventListener("keyup", (event) => this.#release(event), { capture: true });
    target.addEventListener("submit", (event) => this.#submit(event), { capture: true });
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#isOwed(event)) {
      return;
    }
    if (event.target.closest?.(FIELDS)) {
      this.#owesEnter = false; // a person is writing there: the next Enter is theirs
      return;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      this.#end(event);
      return;
    }
    const { text, isHangul } = typed(event);
    if (text && !this.#isPressing(event, text)) {
      stop(event);
      this.#gather(text, isHangul, event.timeStamp);
    }
  }

  /** The space bar presses a focused button, unless a machine is typing. */
  #isPressing(event, text) {
    return text === " " && !this.#isBurst(event) && event.target.closest?.(PRESSED);
  }

  #isBurst(event) {
    return this.#text !== "" && event.timeStamp - this.#last < BURST;
  }

  #gather(text, isHangul, at) {
    if (at - this.#last > PAUSE) {
      this.#text = "";
    }
    this.#isHangul = (this.#text !== "" && this.#isHangul) || isHangul;
    this.#text += text;
    this.#owesEnter = false;
    this.#last = at;
    clearTimeout(this.#settling);
    if (this.#text.length >= LENGTH) {
      this.#settling = setTimeout(() => this.#settle(), SETTLED);
    }
  }

  #settle() {
    if (ticketAtTheEnd(this.#text)) {
      this.#finish();
      this.#owesEnter = true;
    }
  }

  /** The late Enter of a code that was taken without it would press or send what has the focus now. */
  #isOwed(event) {
    const isEnd = event.key === "Enter" || event.key === "Tab";
    if (!isEnd || !this.#owesEnter || this.#isLate(event)) {
      return false;
    }
    stop(event);
    this.#owesEnter = false;
    return true;
  }

  #isLate(event) {
    return event.timeStamp - this.#last > PAUSE;
  }

  #end(event) {
    const isFinger = this.#text.length < SHORTEST || this.#isLate(event);
    if (isFinger || (event.key === "Tab" && !this.#isBurst(event))) {
      this.#text = "";
      return;
    }
    stop(event);
    this.#finish();
  }

  #finish() {
    clearTimeout(this.#settling);
    const text = this.#text;
    this.#text = "";
    this.#onCode(ticketAtTheEnd(text) ?? mended(text), { isHangul: this.#isHangul });
  }

  #release(event) {
    if (event.key === " " && this.#text !== "") {
      stop(event); // some browsers press a button when the space bar comes up
    }
  }

  #submit(event) {
    for (const field of event.target.querySelectorAll("input:not([data-takes-codes])")) {
      const ticket = ticketAtTheEnd(field.value);
      if (ticket) {
        stop(event);
        const isHangul = hasHangul(field.value);
        field.value = "";
        this.#onCode(ticket, { isHangul });
        return;
      }
    }
  }
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}
