/* How good the way to the server is just now. Offline is no mode: it is a link that does not answer. */

import { Trouble } from "./uplink.js";
import { moment } from "./rules/calendar.js";

const RECENT = 5000; // milliseconds since the last contact
const QUICK = 100; // a round trip that nobody waits for
const FEW = 5;
const LOST = 10_000;
const LONGEST_REST = 60_000; // however long a server says that we should wait

export class Link extends EventTarget {
  #heardAt = -Infinity;
  #roundTrip = Infinity;
  #restsUntil = -Infinity;

  /** `report` → what the device says of itself in each call. */
  constructor({ uplink, clock, report, quick = QUICK }) {
    super();
    Object.assign(this, { uplink, clock, report, quick, trouble: null, lastContact: null });
  }

  /** Good enough to ask before deciding, since the answer will be there in time. */
  get isHealthy() {
    return this.rest === 0 && this.sinceContact < RECENT && this.#roundTrip < this.quick;
  }

  /** Milliseconds for which the server wants to be left alone. */
  get rest() {
    return Math.max(0, this.#restsUntil - performance.now());
  }

  get isOnline() {
    return this.trouble === null && this.sinceContact < LOST;
  }

  /** Whether one answer would tell how quick the link is now. */
  get isUnmeasured() {
    return this.#roundTrip === Infinity;
  }

  get sinceContact() {
    return performance.now() - this.#heardAt;
  }

  /**
   * What the server made of the scans, each in its place; throws Trouble.
   * @typedef {{document: object, cursor: string, roundTrip: number, serverTime: number,
   *   realTime: number}} Heard  `cursor` is the one that was asked with
   * @returns {Promise<Heard>}
   */
  send(scans, deadline) {
    return this.#call("checkins/", { ...this.report(), scans }, deadline);
  }

  /** @returns {Promise<Heard>} */
  contact(deadline) {
    return this.#call("gate/contact/", this.report(), deadline);
  }

  async #call(path, body, deadline) {
    try {
      const { document, roundTrip } = await this.uplink.post(path, body, deadline);
      const heard = { document, cursor: body.cursor, roundTrip, ...times(document) };
      checkResults(document, body.scans);
      this.#note(heard, body.scans);
      return heard;
    } catch (error) {
      this.missed(error);
      throw error;
    }
  }

  /** How long many scans take says nothing of how long one would. */
  #note({ roundTrip }, scans = []) {
    this.#heardAt = performance.now();
    this.#roundTrip = scans.length <= FEW ? roundTrip : this.#roundTrip;
    this.lastContact = this.clock.now();
    this.#say(null);
  }

  missed(trouble) {
    this.#roundTrip = Infinity;
    if (trouble.wait > 0) {
      this.#restsUntil = performance.now() + spread(Math.min(trouble.wait, LONGEST_REST));
    }
    this.#say(trouble.kind ?? "network");
  }

  #say(trouble) {
    this.trouble = trouble;
    this.dispatchEvent(new Event("change"));
  }
}

/** Never before the time, and never all phones of a hall at the same moment. */
function spread(wait) {
  return wait * (1 + Math.random() / 2);
}

function times(document) {
  const serverTime = moment(document?.server_time ?? "");
  if (Number.isNaN(serverTime)) {
    throw new Trouble("strange");
  }
  return { serverTime, realTime: moment(document.real_time ?? "") };
}

/** An answer to other scans than ours, or to half of them, is none. */
function checkResults({ results }, scans) {
  if (scans === undefined) {
    return;
  }
  const isWhole = Array.isArray(results) && results.length === scans.length;
  if (!isWhole || !results.every((result, place) => answers(result, scans[place]))) {
    throw new Trouble("strange");
  }
}

function answers(result, scan) {
  if (result?.error) {
    return typeof result.error.code === "string" && [scan.id, null].includes(result.id ?? null);
  }
  return result?.id === scan.id && ["admitted", "refused"].includes(result.outcome);
}
