/* Fetching what this door must know, beside the scanning and never in its way. */

import { ForeignSnapshot, Knowledge } from "./knowledge.js";
import { NotASnapshot } from "./rules/checks.js";
import { Trouble } from "./uplink.js";

const DEADLINE = 60_000;
const PAUSE = 5000;
const LONGEST_PAUSE = 30_000;

export class Snapshots {
  #fetching = null;
  #failures = 0;
  #notBefore = 0;

  /** `onTrouble(error)`; `onLearnt()` once a new snapshot is in place. */
  constructor({ holding, uplink, onTrouble, onLearnt }) {
    Object.assign(this, { holding, uplink, onTrouble, onLearnt });
  }

  /** Fetch one unless one is on its way, or the last try was a moment ago. */
  fetch() {
    if (performance.now() < this.#notBefore) {
      return this.#fetching ?? Promise.resolve();
    }
    this.#fetching ??= this.#fetch().finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async #fetch() {
    this.holding.since = [];
    try {
      const { document } = await this.uplink.get("gate/snapshot/", DEADLINE);
      const knowledge = Knowledge.from(document, this.holding.device.edition);
      await this.holding.turns.take(() => this.holding.learn(knowledge));
      this.#failures = 0;
      this.onLearnt();
    } catch (error) {
      this.#failures += 1;
      const pause = Math.min(LONGEST_PAUSE, PAUSE * 2 ** (this.#failures - 1));
      this.#notBefore = performance.now() + pause;
      await this.onTrouble(isForeign(error) ? new Trouble("snapshot", { cause: error }) : error);
    } finally {
      this.holding.since = null;
    }
  }
}

/** Half a snapshot or another fair's: the one that is here is better. */
function isForeign(error) {
  return error instanceof NotASnapshot || error instanceof ForeignSnapshot;
}
