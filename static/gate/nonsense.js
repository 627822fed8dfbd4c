/* A camera reads every poster: of codes that are no tickets only so many are worth keeping. */

const MOST = 30;
const MINUTE = 60_000;

export class Nonsense {
  #kept = [];

  isWorthKeeping(now = performance.now()) {
    this.#kept = this.#kept.filter((at) => now - at < MINUTE);
    if (this.#kept.length >= MOST) {
      return false;
    }
    this.#kept.push(now);
    return true;
  }
}
