/* Every code takes this way, whoever read it: told apart, asked about, decided, shown. In turn. */

import { kindOf, looksLikeTicket } from "./kinds.js";
import { markRead } from "./painted.js";
import { Sightings } from "./sightings.js";

const MOST_WAITING = 20; // codes; a scanner that reads more than a person can is told to wait

export class Intake {
  #scanner;
  #heads;
  #show;
  #turn = Promise.resolve();
  #waiting = 0;
  #sightings = new Sightings();

  /** `show(shown, extra)` puts a verdict on the screen; `heads` asks how many of a group pass. */
  constructor(scanner, heads, show) {
    this.#scanner = scanner;
    this.#heads = heads;
    this.#show = show;
  }

  get isBusy() {
    return this.#waiting > 0;
  }

  /** Decide about a code. A hand scanner's echo is no second scan. */
  take(code, { source, isBinary = false, heads = null }) {
    if (source !== "wedge" || this.#sightings.isNew(code, performance.now())) {
      this.#enter({ code, source, isBinary, heads });
    }
  }

  /** What was just read counts again: the direction was switched, or a verdict voided. */
  rearm() {
    this.#sightings.forget();
  }

  #enter(read) {
    markRead();
    if (this.#waiting >= MOST_WAITING) {
      this.#show({ problem: "too_fast" });
      return;
    }
    this.#waiting += 1;
    this.#turn = this.#turn.then(() => this.#pass(read));
  }

  async #pass(read) {
    try {
      const wasLeft = this.#heads.isOpen;
      if (wasLeft && this.#heads.answeredBy(read.code)) {
        return;
      }
      const group = read.heads === null && looksLikeTicket(read.code) && (await this.#group(read));
      if (group) {
        this.#ask(read, group);
      } else {
        await this.#decide(read, { wasLeft });
      }
    } catch (error) {
      this.#show({ problem: error.code ?? error.name });
    } finally {
      this.#waiting -= 1;
    }
  }

  async #group({ code }) {
    const looked = await this.#scanner.look(code);
    return looked.isTicket && looked.isGroup ? looked : null;
  }

  #ask(read, { heads }) {
    const { direction } = this.#scanner.state;
    const confirm = (count) => this.#enter({ ...read, heads: count });
    this.#heads.ask({ code: read.code, heads, direction, confirm });
  }

  async #decide({ code, source, isBinary, heads }, { wasLeft }) {
    const shown = await this.#scanner.scan(code, { heads: heads ?? 1, source });
    const kind = shown.reason === "not_a_ticket" ? kindOf(code, isBinary) : null;
    this.#show(shown, { kind, wasLeft });
  }
}
