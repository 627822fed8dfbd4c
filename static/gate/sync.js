/* Sends what is queued, and says a word every few seconds when there is nothing to send.

   Its own timer does it: browsers promise to sync in the background and then wait for minutes. */

const TICK = 1000;
const HEARTBEAT = 3000;
const LONGEST_PAUSE = 15_000;
const MOST_SCANS = 500;
const MOST_BYTES = 1_000_000;
const CONTACT_DEADLINE = 5000;
const BATCH_DEADLINE = 20_000;

export class Sync {
  #timer = null;
  #isRunning = false;
  #isAgain = false;
  #failures = 0;
  #most = MOST_SCANS;

  /** `onHeard(heard, entries)` takes an answer in; `onTrouble(error)` is told of each failure. */
  constructor({ holding, link, onHeard, onTrouble }) {
    Object.assign(this, { holding, link, onHeard, onTrouble });
    this.onlyHandsIn = false; // a revoked device says what it did, and asks for nothing
  }

  start() {
    this.#plan(0);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Do not wait for the timer; the server's own word to wait stands. */
  wake() {
    if (this.#timer !== null) {
      this.#isAgain = this.#isRunning;
      this.#plan(this.link.rest);
    }
  }

  /** There is something to send. A server in trouble is not asked more often for it. */
  hurry() {
    if (this.#failures === 0) {
      this.wake();
    }
  }

  #plan(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), pause);
  }

  async #run() {
    if (this.#isRunning) {
      return;
    }
    this.#isRunning = true;
    const pause = await this.#turn().finally(() => (this.#isRunning = false));
    if (this.#timer !== null) {
      this.#plan(this.#isAgain && this.#failures === 0 ? 0 : pause);
      this.#isAgain = false;
    }
  }

  async #turn() {
    if (this.link.rest > 0) {
      return this.link.rest; // whoever asked for a verdict was told so
    }
    try {
      await this.#speak();
      this.#failures = 0;
      return this.holding.queue.waiting.length > 0 ? 0 : TICK;
    } catch (error) {
      await this.onTrouble(error);
      return this.#pause();
    }
  }

  async #speak() {
    if (this.holding.queue.waiting.length > 0) {
      await this.#upload();
    } else if (!this.onlyHandsIn && this.#isTimeToSpeak()) {
      await this.onHeard(await this.link.contact(CONTACT_DEADLINE), []);
    }
  }

  #isTimeToSpeak() {
    return this.link.isUnmeasured || this.link.sinceContact >= HEARTBEAT;
  }

  async #upload() {
    const batch = this.holding.queue.batch(this.#most, MOST_BYTES);
    try {
      const scans = batch.map((entry) => entry.scan);
      await this.onHeard(await this.link.send(scans, BATCH_DEADLINE), batch);
      this.#most = Math.min(MOST_SCANS, this.#most * 2);
    } catch (error) {
      await this.#divide(error, batch);
    }
  }

  /** What is too much for the way or the server is sent in halves; what it calls faulty, aside. */
  async #divide(error, batch) {
    const faults = error.document?.results;
    if (Array.isArray(faults) && faults.length === batch.length && faults.every(isFault)) {
      await this.onHeard({ document: { results: faults }, cursor: null }, batch);
      return;
    }
    const isTooMuch = error.status === 413;
    if (isTooMuch && batch.length === 1) {
      const results = [{ error: { code: error.code || "body_too_large" } }];
      await this.onHeard({ document: { results }, cursor: null }, batch);
      return;
    }
    if (isTooMuch || error.kind === "timeout") {
      this.#most = Math.max(1, Math.ceil(batch.length / 2));
    }
    throw error;
  }

  /** Twice as long each time, and never all phones of a hall at the same moment. */
  #pause() {
    this.#failures += 1;
    const doubled = Math.min(LONGEST_PAUSE, TICK * 2 ** (this.#failures - 1));
    return Math.max(doubled * (0.75 + Math.random() / 4), this.link.rest);
  }
}

function isFault(result) {
  return typeof result?.error?.code === "string";
}
