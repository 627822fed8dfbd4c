/* Writing down what was decided: queue, who was seen, and the count of today, in one transaction. */

import { voiding } from "./corrections.js";
import { isSame } from "./knowledge.js";
import { nameless } from "./shown.js";
import { Change } from "./store.js";

export class Keeping {
  constructor(holding) {
    this.holding = holding;
  }

  /** What this phone decided, to be sent. Throws CannotStore: then nothing has happened. */
  keep(attempt, shown) {
    return this.holding.turns.take(() => this.#keep(attempt, shown));
  }

  async #keep(attempt, shown) {
    const entry = this.#entry(attempt, shown);
    const after = this.#after(attempt, shown, entry);
    await this.holding.write(after.change.keep(entry));
    this.holding.queue.put(entry);
    this.#remember(entry, after);
  }

  /** What the server decided, and has stored: it stands even where this phone keeps nothing. */
  follow(attempt, shown) {
    return this.holding.turns.take(() => this.#follow(attempt, shown));
  }

  async #follow(attempt, shown) {
    const entry = this.#entry(attempt, shown);
    const after = this.#after(attempt, shown, entry);
    await this.holding.write(after.change.drop(entry)).catch(() => {});
    this.#remember(entry, after);
  }

  /** A void of the last scan. Throws CannotStore. */
  takeBack(last, scan) {
    return this.holding.turns.take(() => this.#takeBack(last, scan));
  }

  async #takeBack({ ticket, before, after, shown }, scan) {
    const { queue, knowledge } = this.holding;
    const entry = queue.entry(scan, { ticket, undoes: { before, after } });
    const isLatest = isSame(knowledge.seen(ticket), after);
    const seen = isLatest ? before : knowledge.seen(ticket);
    const today = this.#today(shown, -1);
    const change = new Change().keep(entry).about("last", null).about("today", today);
    await this.holding.write(change.see(ticket, seen));
    queue.put(entry);
    this.#remember(entry, { ticket, seen, today, last: null });
  }

  /** Where nothing can be kept: the server may have heard of the scan, and must not believe it. */
  disown({ entry, scan }, shown) {
    const { queue } = this.holding;
    if (shown.outcome === "refused") {
      queue.put(queue.entry(scan, { shown: told(shown) }));
    } else if (entry !== null) {
      queue.put(voiding(queue, scan));
    }
  }

  #entry({ entry, scan, claims, at }, shown) {
    const isAdmitted = shown.outcome === "admitted" && claims !== null;
    const heads = scan.heads ?? 1;
    return {
      ...(entry ?? this.holding.queue.entry(scan)),
      state: "waiting",
      scan,
      shown: told(shown),
      ticket: claims?.ticket ?? null,
      passage: isAdmitted ? { direction: scan.direction, at, heads } : null,
    };
  }

  /** What is remembered once the entry has happened, and the change that says so on the disk. */
  #after({ scan }, shown, entry) {
    const { knowledge, last } = this.holding;
    if (entry.passage === null) {
      return { ticket: null, change: new Change(), last, today: this.holding.today };
    }
    const { ticket } = entry;
    const before = knowledge.seen(ticket);
    const seen = knowledge.folded(before, [entry]);
    const { id, code, direction } = scan;
    const told = { id, code, direction, ticket, before, after: seen, shown: nameless(shown) };
    const today = this.#today(shown, 1);
    const change = new Change().see(ticket, seen).about("last", told).about("today", today);
    return { ticket, seen, change, today, last: told };
  }

  /** Heads let in today by this phone; what is taken back of another day changes nothing. */
  #today({ direction, heads, at }, sign) {
    const { knowledge, today } = this.holding;
    const day = knowledge.dayOf(at);
    if (sign < 0 && today?.day !== day) {
      return today;
    }
    const passed = today?.day === day ? today.passed : 0;
    return { day, passed: passed + (direction === "in" ? sign * heads : 0) };
  }

  #remember(entry, { ticket, seen, today, last }) {
    this.holding.since?.push(entry);
    if (ticket !== null) {
      this.holding.knowledge.see(ticket, seen);
    }
    Object.assign(this.holding, { today, last });
  }
}

function told({ outcome, reason }) {
  return { outcome, reason };
}
