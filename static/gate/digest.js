/* What an answer of the server changes here: the clock, who is inside, and what is still queued. */

import { dropped, corrected } from "./corrections.js";
import { rulesOf } from "./holding.js";
import { NotASnapshot } from "./rules/checks.js";
import { Change } from "./store.js";

export class Digest {
  /** `onConfirmed({id, agrees})` for each scan decided here that the server has taken. */
  constructor({ holding, clock, onConfirmed }) {
    Object.assign(this, { holding, clock, onConfirmed });
    this.skew = null;
    this.phoneAhead = null;
  }

  /** The fair's clock by this answer. Skew is what this phone was ahead before. */
  hear(heard) {
    const rate = this.holding.knowledge?.rate;
    const { skew, phoneAhead } = this.clock.correct({ ...heard, rate });
    this.skew = skew ?? this.skew;
    this.phoneAhead = phoneAhead;
  }

  /** Take results of entries and updates in. Returns whether a snapshot must be fetched. */
  take(heard, entries = []) {
    return this.holding.turns.take(() => this.#take(heard, entries));
  }

  async #take(heard, entries) {
    const change = new Change().about("clock", this.clock.saved());
    const settled = this.#settle(change, entries, heard.document.results ?? []);
    const needsSnapshot = this.#update(change, heard);
    const durability = entries.length > 0 ? "strict" : "relaxed";
    await this.holding.write(change, durability).catch(() => {}); // what is queued is sent again
    settled.forEach((told) => this.onConfirmed(told));
    return needsSnapshot;
  }

  /** What was taken leaves the queue; what was decided otherwise is corrected; the rest stays. */
  #settle(change, entries, results) {
    const told = [];
    entries.forEach((entry, place) => {
      const result = results[place];
      const next = this.#next(entry, result);
      this.#replace(change, entry, next);
      if (!result.error && !entry.scan.voids) {
        told.push({ id: entry.scan.id, agrees: agrees(entry, result) });
      }
    });
    return told;
  }

  /** What stands in the queue instead of the entry. */
  #next(entry, result) {
    if (result.error) {
      const isSettled = dropped(entry, result.error.code);
      return isSettled ? [] : [aside(entry, result.error.code)];
    }
    if (agrees(entry, result)) {
      return [];
    }
    return entry.isCorrection ? [aside(entry, "disagrees")] : corrected(this.holding, entry);
  }

  #replace(change, entry, next) {
    const { queue } = this.holding;
    change.drop(entry);
    queue.remove(entry);
    for (const each of next) {
      change.keep(each);
      queue.put(each);
    }
  }

  #update(change, { document, cursor }) {
    const { knowledge, queue } = this.holding;
    if (!document.updates || knowledge === null || cursor !== knowledge.cursor) {
      return false; // another answer was quicker: the next one tells what it did not
    }
    const { needsSnapshot, hasNewRules, moved } = updated(knowledge, document.updates);
    for (const [ticket, passage] of moved) {
      const seen = knowledge.folded(passage, queue.of(ticket));
      knowledge.see(ticket, seen);
      change.see(ticket, seen);
    }
    if (hasNewRules) {
      rulesOf(change, knowledge);
    }
    change.about("cursor", knowledge.cursor);
    return needsSnapshot;
  }
}

/** Half an update is none: what is known stays as it is, and is fetched anew. */
function updated(knowledge, updates) {
  try {
    return knowledge.update(updates);
  } catch (error) {
    if (error instanceof NotASnapshot) {
      return { needsSnapshot: true, hasNewRules: false, moved: [] };
    }
    throw error;
  }
}

function aside(entry, error) {
  return { ...entry, state: "aside", error };
}

/** Whether the record says what was shown at the door. */
function agrees({ scan, shown }, result) {
  const isShown = result.outcome === shown?.outcome && result.reason === shown.reason;
  return Boolean(scan.voids) || isShown;
}
