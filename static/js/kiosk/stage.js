/* What stands on the kiosk's screen: one question at a time, in one of the languages. */

import { day, days } from "./dates.js";

const MARK = "{}";

export class Stage {
  #root = document.getElementById("kiosk");
  #facts = {};
  name = "start";
  language = "";

  /** Draw everything in this language; the screen and what it says stay. */
  speak(language) {
    const frame = document.querySelector(`template[data-language="${language}"]`);
    this.language = document.documentElement.lang = language;
    this.#root.replaceChildren(frame.content.cloneNode(true));
    this.show(this.name, this.#facts);
  }

  /** Show one screen. `facts` fill its slots; those of another screen are forgotten. */
  show(name, facts = {}) {
    this.name = name;
    this.#facts = facts;
    this.warn(null);
    for (const screen of this.#root.querySelectorAll("[data-screen]")) {
      screen.hidden = screen.dataset.screen !== name;
      this.#fillAll(screen, screen.hidden ? {} : facts);
    }
    this.#root.querySelector(".kiosk-stage").scrollTop = 0;
    this.focus();
  }

  has(name) {
    return this.#root.querySelector(`[data-screen="${name}"]`) !== null;
  }

  /** Where reading begins: the question. */
  focus() {
    this.screen.querySelector("h1").focus();
  }

  /** Back to a button that was drawn anew under the finger. */
  refocus(press, value) {
    this.#root.querySelector(`[data-press="${press}"][data-value="${value}"]`).focus();
  }

  get screen() {
    return this.#root.querySelector(`[data-screen="${this.name}"]`);
  }

  /** Change single facts of the screen that is shown, leaving the focus where it is. */
  tell(facts) {
    Object.assign(this.#facts, facts);
    this.#fillAll(this.screen, this.#facts);
  }

  /** Ask over the screen, which waits; null takes the question away. Calling staff stays possible. */
  warn(kind) {
    for (const warning of this.#root.querySelectorAll("[data-warning]")) {
      warning.hidden = warning.dataset.warning !== kind;
    }
    const waits = this.#root.querySelector(".kiosk-stage");
    waits.inert = kind !== null;
    this.#root.querySelector(`[data-warning="${kind}"] .is-first`)?.focus();
  }

  get isWarning() {
    return this.#root.querySelector("[data-warning]:not([hidden])") !== null;
  }

  /** Whatever stands in every language's frame, outside of the screens. */
  mark(selector, change) {
    this.#root.querySelectorAll(selector).forEach(change);
  }

  #fillAll(screen, facts) {
    for (const slot of screen.querySelectorAll("[data-slot]")) {
      fill(slot, facts[slot.dataset.slot], this.language);
    }
  }
}

/** A fact is a text, a text in each language, a word of the slot with something to put in, a day,
    a range of days, or a list. */
function fill(slot, fact, language) {
  slot.replaceChildren(...nodes(slot, fact, language));
  if (slot.dataset.slot === "notice") {
    slot.hidden = !slot.textContent;
  }
}

function nodes(slot, fact, language) {
  if (Array.isArray(fact)) {
    return fact.map((each) => item(text(slot, each, language)));
  }
  return [text(slot, fact, language)];
}

function item(words) {
  const line = document.createElement("li");
  line.textContent = words;
  return line;
}

function text(slot, fact, language) {
  switch (fact?.kind) {
    case "word":
      return slot.dataset[fact.word].replace(MARK, fact.of ?? "");
    case "day":
      return day(fact.day, language);
    case "days":
      return days(fact.days, language);
    default:
      return fact?.[language] ?? String(fact || "");
  }
}
