/* One visitor's way through the kiosk, from a code or a number to a badge. */

import { print } from "./printing.js";
import { ask } from "./server.js";

export class Visit {
  #addresses;
  #slip = "";
  next = null;

  constructor({ visits, checkIns }) {
    this.#addresses = { visits, checkIns };
  }

  /** `shown` is {code} or {number}. The masked name in each language; throws a Refusal. */
  async find(shown) {
    const { slip, name } = await ask("POST", this.#addresses.visits, shown);
    this.#slip = slip;
    return name;
  }

  /** Check in and print. Throws a Refusal, or an Error when no badge came. */
  async print() {
    const { badge, next } = await ask("POST", this.#addresses.checkIns, { slip: this.#slip });
    this.next = next;
    await print(badge);
  }
}
