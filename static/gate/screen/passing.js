/* Remarks of the moment: said once, gone by themselves. */

const TOLD_FOR = 8000; // ms

export class Passing {
  #timers = {};
  #onChange;
  remarks = { isSilent: false, isHangul: false, wasCorrected: false };

  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Say it for a while. */
  say(name) {
    clearTimeout(this.#timers[name]);
    this.#timers[name] = setTimeout(() => this.set(name, false), TOLD_FOR);
    this.set(name, true);
  }

  /** Say it as long as it is true. */
  set(name, isTrue) {
    if (this.remarks[name] !== isTrue) {
      this.remarks[name] = isTrue;
      this.#onChange();
    }
  }
}
