/* All that this phone holds, in memory and in its database: the same in both, or not at all. */

import { Knowledge } from "./knowledge.js";
import { Queue } from "./queue.js";
import { CannotStore, Change, Store } from "./store.js";
import { Turns } from "./turns.js";

const NOTHING = { about: {}, queue: [], seen: new Map() };
const ABOUT = ["device", "clock", "direction", "today", "last"];

export class Holding {
  /** Never throws: where nothing can be kept, `storage` says so. */
  static async open(factory, { onOutdated, onStorage }) {
    const holding = new Holding(onStorage);
    try {
      holding.store = await Store.open(factory, { onOutdated });
      holding.#fill(await holding.store.read());
    } catch (error) {
      holding.storage = error.code ?? "refused";
    }
    return holding;
  }

  constructor(onStorage = () => {}) {
    this.onStorage = onStorage;
    this.turns = new Turns(); // whoever looks and then writes
    this.store = null;
    this.storage = "ok";
    this.since = null; // what happens while a snapshot is on its way that may not know of it
    this.#fill(NOTHING);
  }

  #fill(kept) {
    for (const name of ABOUT) {
      this[name] = kept.about[name] ?? null;
    }
    this.queue = new Queue(kept.queue);
    this.knowledge = this.device ? Knowledge.restored(kept) : null;
  }

  /** Read anew what another tab has written meanwhile. */
  async reload() {
    this.#fill(await this.store.read());
  }

  /** Throws CannotStore; `storage` tells how it went. */
  async write(change, durability) {
    try {
      if (this.store === null) {
        throw new CannotStore("refused");
      }
      await this.store.write(change, durability);
      this.#stored("ok");
    } catch (error) {
      this.#stored(error.code ?? "refused");
      throw error;
    }
  }

  #stored(storage) {
    const isNews = storage !== this.storage;
    this.storage = storage;
    if (isNews) {
      this.onStorage(storage);
    }
  }

  /** One fact there is one of, such as the direction. */
  async set(name, value, durability) {
    await this.write(new Change().about(name, value), durability);
    this[name] = value;
  }

  /** What the server says of this device, where it is news. */
  async describe({ name, may_search: maySearch, gate }) {
    const told = { ...this.device, name, maySearch, gate };
    if (JSON.stringify(told) !== JSON.stringify(this.device)) {
      await this.set("device", told);
    }
  }

  /** A new snapshot in place of the old one; what was decided here is put on top of it. */
  async learn(knowledge) {
    const change = rulesOf(new Change(), knowledge)
      .about("base", knowledge.base)
      .clear("seen");
    const own = [...(this.since ?? []), ...this.queue.waiting].filter((entry) => entry.ticket);
    for (const entry of own) {
      const seen = knowledge.folded(knowledge.seen(entry.ticket), [entry]);
      knowledge.see(entry.ticket, seen);
      change.see(entry.ticket, seen);
    }
    await this.write(change);
    this.knowledge = knowledge;
  }

  /** Forget whom this phone worked for; not the queue. */
  async forget() {
    await this.write(new Change().clear("about", "seen"));
    ABOUT.forEach((name) => (this[name] = null));
    this.knowledge = null;
  }

  /** Forget scans as well that nobody else has. */
  async forgetAll() {
    await this.write(new Change().clear("about", "seen", "queue"));
    this.#fill(NOTHING);
  }
}

export function rulesOf(change, knowledge) {
  return change.about("rules", knowledge.rules).about("cursor", knowledge.cursor);
}
