/* After five idle minutes the camera rests and the screen is dim. A tap or a scan goes on. */

import { find } from "./page.js";

const IDLE = 5 * 60_000;
const QUIET = 20_000; // ms without anything, and a new version may be applied

export class Saver extends EventTarget {
  #timer = 0;
  #last = performance.now();
  isSaving = false;

  /** Event: "moved" when it began or ended. `mayRest()` says whether the screen may go dim. */
  constructor(mayRest) {
    super();
    this.mayRest = mayRest;
    for (const name of ["pointerdown", "keydown"]) {
      window.addEventListener(name, () => this.touch(), { capture: true });
    }
    this.touch();
  }

  get isQuiet() {
    return performance.now() - this.#last > QUIET;
  }

  /** Somebody is there. */
  touch() {
    this.#last = performance.now();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#rest(), IDLE);
    if (this.isSaving) {
      this.#become(false);
    }
  }

  #rest() {
    if (this.mayRest()) {
      this.#become(true);
    } else {
      this.touch();
    }
  }

  #become(isSaving) {
    this.isSaving = isSaving;
    find("saver").hidden = !isSaving;
    this.dispatchEvent(new Event("moved"));
  }
}
