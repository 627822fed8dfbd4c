/* The verdict, as large as the screen. Admitted goes away by itself, all else waits to be seen. */

import { draw, find, list, write } from "./page.js";
import { decidedBy, spokenLine, telling } from "./telling.js";

const LASTS = { admitted: 1200, void: 2000 }; // ms; the others stay

export class VerdictScreen extends EventTarget {
  #leaving = 0;
  shown = null;
  extra = {};

  /** Events: "left" when it has gone, "override" when a supervisor wants to admit. */
  constructor() {
    super();
    const verdict = find("verdict");
    verdict.addEventListener("click", (event) => {
      if (!event.target.closest("#verdict-override")) {
        this.leave();
      }
    });
    find("verdict-override").addEventListener("click", () => this.#emit("override"));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOpen) {
        this.leave();
      }
    });
  }

  get isOpen() {
    return !find("verdict").hidden;
  }

  show(shown, extra = {}) {
    clearTimeout(this.#leaving);
    Object.assign(this, { shown, extra });
    const told = telling(shown, extra);
    this.#fill(told);
    this.#open(told.tone);
    this.#announce(told);
    if (LASTS[told.tone]) {
      this.#leaving = setTimeout(() => this.leave(), LASTS[told.tone]);
    }
    return told;
  }

  /** Say it again, in the language spoken now or by a server that has answered since. */
  repeat() {
    if (this.isOpen) {
      this.#fill(telling(this.shown, this.extra));
    }
  }

  confirm(id) {
    if (this.isOpen && this.shown.id === id) {
      this.shown = { ...this.shown, decidedBy: "server" };
      write(find("verdict-decided"), decidedBy(this.shown));
    }
  }

  leave() {
    if (!this.isOpen) {
      return;
    }
    clearTimeout(this.#leaving);
    this.shown = null;
    find("verdict").hidden = true;
    find("views").inert = false;
    delete document.body.dataset.tone;
    this.#emit("left");
  }

  #emit(name) {
    this.dispatchEvent(new Event(name));
  }

  #fill(told) {
    draw(find("verdict-shape"), told.tone);
    for (const part of ["kicker", "word", "fact", "reason", "who", "decided", "time"]) {
      write(find(`verdict-${part}`), told[part]);
    }
    list(find("verdict-notes"), told.notes);
    find("verdict-override").hidden = !this.shown.mayOverride;
    find("verdict-next").hidden = told.tone in LASTS;
  }

  #open(tone) {
    const verdict = find("verdict");
    document.body.dataset.tone = tone;
    find("views").inert = true;
    verdict.hidden = false;
    verdict.classList.toggle("is-leaving", tone in LASTS);
    restart(verdict);
    if (!(tone in LASTS)) {
      find("verdict-next").focus({ preventScroll: true });
    }
  }

  #announce(told) {
    const urgent = told.tone === "refused" || told.tone === "attention";
    find("told").textContent = urgent ? "" : spokenLine(told);
    find("warned").textContent = urgent ? spokenLine(told) : "";
  }
}

/** The same verdict twice must be seen to be two: the line below it runs anew. */
function restart(verdict) {
  for (const animation of verdict.getAnimations({ subtree: true })) {
    animation.cancel();
    animation.play();
  }
}
