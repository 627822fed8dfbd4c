/* Nobody's visit stays on a screen, and nobody is cut off without a warning. */

const SECOND = 1000;

/** Counts down whole seconds: `onSecond(left)` each, `onEnd()` after the last. */
export class Countdown {
  #timer = 0;

  start(seconds, onSecond, onEnd) {
    this.stop();
    let left = seconds;
    onSecond(left);
    this.#timer = setInterval(() => {
      left -= 1;
      left > 0 ? onSecond(left) : (this.stop(), onEnd());
    }, SECOND);
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/** Calls `onIdle()` when nobody has touched anything for so many seconds. */
export class Idleness {
  #timer = 0;

  constructor(seconds, onIdle) {
    this.seconds = seconds;
    this.onIdle = onIdle;
    for (const kind of ["pointerdown", "keydown"]) {
      addEventListener(kind, () => this.restart(), { capture: true });
    }
    this.restart();
  }

  restart() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.onIdle(), this.seconds * SECOND);
  }
}
