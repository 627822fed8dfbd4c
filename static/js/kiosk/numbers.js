/* A reservation number as it is typed, on the screen's keys or on a keyboard. */

import { typed } from "../../gate/screen/keys.js";

const LENGTH = 9;
const GROUP = 3;
const SIGNS = /^[2-9A-HJKMNP-Z]+$/;
const MACHINE = 120; // ms between keys: a hand scanner ends with Enter this fast

export class ReservationNumber {
  #text = "";
  #pressed = 0;

  get text() {
    return this.#text;
  }

  get isWhole() {
    return this.#text.length === LENGTH;
  }

  /** As it is shown: three groups, with a line for each character that is missing. */
  get shown() {
    const places = this.#text.padEnd(LENGTH, "_");
    return [0, 1, 2].map((group) => places.substr(group * GROUP, GROUP)).join(" ");
  }

  add(sign) {
    const large = sign.toUpperCase();
    if (SIGNS.test(large) && !this.isWhole) {
      this.#text += large;
    }
  }

  erase() {
    this.#text = this.#text.slice(0, -1);
  }

  clear() {
    this.#text = "";
  }

  /** What a pressed key means: "typed", "find", or "" when it is none of ours. */
  press(event) {
    const isMachine = event.timeStamp - this.#pressed < MACHINE;
    this.#pressed = event.timeStamp;
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return "";
    }
    if (event.key === "Enter") {
      return isMachine || event.target.closest("button") ? "" : "find";
    }
    return this.#write(event);
  }

  #write(event) {
    if (event.key === "Backspace") {
      this.erase();
      return "typed";
    }
    const { text } = typed(event);
    this.add(text);
    return text && text !== " " ? "typed" : "";
  }
}

/** A whole number that came from a scanner or a fast hand, hyphens and all; else null. */
export function numberIn(text) {
  const plain = text.toUpperCase().replace(/[\s-]/g, "");
  return plain.length === LENGTH && SIGNS.test(plain) ? plain : null;
}
