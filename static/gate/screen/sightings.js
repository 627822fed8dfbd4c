/* A code that is held before the camera, or that a hand scanner repeats, is one scan. */

const GONE = 1500; // ms out of sight, and it counts again
const GONE_FOR_ANOTHER = 600; // or this long, when another code was seen since

export class Sightings {
  #seen = new Map(); // text → when it was last seen
  #latest = "";

  /** Whether this code counts; `at` in milliseconds. */
  isNew(text, at) {
    const before = this.#seen.get(text) ?? -Infinity;
    const gone = this.#latest === text ? GONE : GONE_FOR_ANOTHER;
    this.#forgetBefore(at - GONE);
    this.#seen.set(text, at);
    this.#latest = text;
    return at - before > gone;
  }

  forget() {
    this.#seen.clear();
  }

  #forgetBefore(moment) {
    for (const [text, at] of this.#seen) {
      if (at < moment) {
        this.#seen.delete(text);
      }
    }
  }
}
