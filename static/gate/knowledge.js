/* What this door knows when it decides alone: the rules, and who is inside.

   The server's word stands below, and on top of it what happened here and the server has not taken
   yet. So neither an update nor a new snapshot makes the phone forget whom it let in itself. */

import { afterPassage, keepsSeatsUntil } from "./rules/rules.js";
import { check, checkUpdates } from "./rules/checks.js";
import { dayOf } from "./rules/calendar.js";
import { seenFrom, snapshotFrom } from "./rules/snapshots.js";
import { applyUpdates, asksForSnapshot } from "./rules/updates.js";

/** @typedef {import("./rules/verdicts.js").Seen} Seen */

export class Knowledge {
  /** `rules` is a snapshot's document without those seen: they stand in `base` and `seen`. */
  constructor({ rules, base, cursor, seen = new Map() }) {
    this.rules = rules;
    this.base = base;
    this.cursor = cursor;
    this.snapshot = snapshotFrom(withSeen(rules, base));
    seen.forEach((passage, ticket) => this.see(ticket, passage));
  }

  /** Null unless all of it is there. */
  static restored({ about, seen }) {
    const { rules, base, cursor } = about;
    return rules && base && cursor ? new Knowledge({ rules, base, cursor, seen }) : null;
  }

  /** Of a document from the server; throws NotASnapshot for half of one or another edition's. */
  static from(document, edition) {
    check(document);
    if (document.edition.slug !== edition) {
      throw new ForeignSnapshot(document.edition.slug);
    }
    const { area } = document.gates[0];
    const base = area === null ? {} : document.areas[area].seen;
    return new Knowledge({ rules: withSeen(document, {}), base, cursor: document.cursor });
  }

  get gate() {
    return this.rules.gates[0];
  }

  get edition() {
    return this.snapshot.edition;
  }

  get rate() {
    return this.rules.edition.clock_rate ?? 1;
  }

  /** Those seen in the gate's area; nobody is inside a desk. */
  get #seen() {
    return this.gate.area === null ? new Map() : this.snapshot.areas.get(this.gate.area).seen;
  }

  /** @returns {Seen|null} */
  seen(ticket) {
    return this.#seen.get(ticket) ?? null;
  }

  see(ticket, passage) {
    if (passage === null) {
      this.#seen.delete(ticket);
    } else {
      this.#seen.set(ticket, passage);
    }
  }

  /** Until when seats are kept for reservations, where that may be why a place was refused. */
  keptUntil({ reason }, at) {
    return reason === "full" ? keepsSeatsUntil(this.snapshot, this.gate.code, at) : null;
  }

  dayOf(at) {
    return dayOf(this.edition, at);
  }

  /** What is remembered of a ticket after what the queue's entries of it did. */
  folded(passage, entries) {
    return entries.reduce((seen, entry) => this.#after(seen, entry), passage);
  }

  #after(seen, { passage, undoes }) {
    if (undoes) {
      return isSame(seen, undoes.after) ? undoes.before : seen;
    }
    if (!passage || this.gate.area === null) {
      return seen;
    }
    const { direction, at, heads } = passage;
    const entered = direction === "in";
    const now = { direction, at, day: this.dayOf(at), gate: this.gate.code, entered, heads };
    return afterPassage(seen, now);
  }

  /**
   * Take the server's updates in; throws NotASnapshot for half of them.
   * @returns {{needsSnapshot: boolean, hasNewRules: boolean, moved: [string, Seen|null][]}} what
   *   has moved, by the server's word
   */
  update(updates) {
    checkUpdates(updates);
    if (asksForSnapshot(this.rules, updates)) {
      return { needsSnapshot: true, hasNewRules: false, moved: [] };
    }
    const { gate, revoked, seats } = updates;
    const hasNewRules = gate !== null || revoked.length > 0 || seats !== null;
    if (hasNewRules) {
      this.#renew(applyUpdates(this.rules, { ...updates, seen: [] }));
    }
    this.cursor = updates.cursor;
    const moved = updates.seen.map((row) => [row.ticket, row.direction ? seenFrom(row) : null]);
    return { needsSnapshot: false, hasNewRules, moved };
  }

  #renew(rules) {
    const seen = this.#seen;
    this.rules = rules;
    this.snapshot = snapshotFrom(rules);
    if (this.gate.area !== null) {
      this.snapshot.areas.get(this.gate.area).seen = seen;
    }
  }
}

export class ForeignSnapshot extends Error {}

export function isSame(one, other) {
  return one?.at === other?.at && one?.direction === other?.direction && one?.gate === other?.gate;
}

function withSeen(document, seen) {
  const { area } = document.gates[0];
  if (area === null) {
    return document;
  }
  return { ...document, areas: { ...document.areas, [area]: { ...document.areas[area], seen } } };
}
