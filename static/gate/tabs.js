/* One tab scans. A second one would decide without knowing what the first has let in. */

const NAME = "expo-gate";

export class Tabs {
  #release = () => {};

  /** `onLost`: another tab has taken over; `onFree`: this one may, since the other is gone. */
  constructor({ onLost, onFree, locks = navigator.locks }) {
    Object.assign(this, { onLost, onFree, locks });
  }

  /** Whether this tab is the one that scans; without locks in this browser it always is. */
  async isFirst() {
    const isFirst = await this.#request({ ifAvailable: true });
    if (!isFirst) {
      this.#wait();
    }
    return isFirst;
  }

  async #wait() {
    await this.#request({});
    this.onFree();
  }

  takeOver() {
    return this.#request({ steal: true });
  }

  release() {
    this.#release();
  }

  #request(options) {
    if (!this.locks) {
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const held = this.locks.request(NAME, options, (lock) => this.#hold(lock, resolve));
      held.catch(() => this.#lose());
    });
  }

  #lose() {
    this.onLost();
    this.#wait();
  }

  #hold(lock, resolve) {
    resolve(lock !== null);
    return lock && new Promise((release) => (this.#release = release));
  }
}
