/* What the phone keeps: IndexedDB, and nothing else. Never a name, a mail or a number of anybody.

   `about` holds what there is one of: device, rules, base (who was inside when the snapshot was
   made), cursor, clock, direction, today, last. `queue` holds scans the server has not taken,
   `seen` each passage since the snapshot, by ticket. */

const NAME = "expo-gate";
const SCHEMA = 1;
const STORES = ["about", "queue", "seen"];
const OPEN_PATIENCE = 5000; // milliseconds; some browsers never answer when they mean no
const WRITE_PATIENCE = 3000;

/** The phone does not keep what it was told to: it is "full", or it has "refused". */
export class CannotStore extends Error {
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/** What is to be written together: all of it, or none. */
export class Change {
  constructor() {
    this.steps = [];
  }

  about(name, value) {
    return this.#step("about", "put", value, name);
  }

  keep(entry) {
    return this.#step("queue", "put", entry);
  }

  drop(entry) {
    return this.#step("queue", "delete", entry.n);
  }

  /** `seen` is null for a ticket that is to be forgotten, whatever the snapshot said of it. */
  see(ticket, seen) {
    return this.#step("seen", "put", seen, ticket);
  }

  clear(...stores) {
    stores.forEach((store) => this.#step(store, "clear"));
    return this;
  }

  #step(...step) {
    this.steps.push(step);
    return this;
  }
}

export class Store {
  /** Throws CannotStore. `onOutdated`: a newer version of the scanner needs the database. */
  static async open(factory, { onOutdated = () => {} } = {}) {
    try {
      return new Store(factory, await opened(factory), onOutdated);
    } catch (error) {
      throw refusal(error);
    }
  }

  constructor(factory, database, onOutdated) {
    this.factory = factory;
    this.onOutdated = onOutdated;
    this.#use(database);
  }

  #use(database) {
    this.database = database;
    database.onversionchange = () => {
      database.close();
      this.onOutdated();
    };
  }

  /** Everything: `{about: {name: value}, queue: [entry], seen: Map of ticket to passage}`. */
  async read() {
    try {
      return await readAll(this.database.transaction(STORES, "readonly"));
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Resolves when it is on the disk; "relaxed" when the system has promised to write it. */
  async write(change, durability = "strict") {
    try {
      await this.#written(change, durability).catch((error) => this.#again(error, change));
    } catch (error) {
      throw refusal(error);
    }
  }

  async #written(change, durability) {
    const stores = [...new Set(change.steps.map(([store]) => store))];
    const transaction = this.database.transaction(stores, "readwrite", { durability });
    for (const [store, method, ...values] of change.steps) {
      transaction.objectStore(store)[method](...values);
    }
    await done(transaction);
  }

  /** Browsers close a database on their own now and then: open it once more. */
  async #again(error, change) {
    if (error.name !== "InvalidStateError") {
      throw error;
    }
    this.#use(await opened(this.factory));
    await this.#written(change, "strict");
  }

  close() {
    this.database.close();
  }
}

function opened(factory) {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, SCHEMA);
    setTimeout(() => reject(new DOMException("no answer", "TimeoutError")), OPEN_PATIENCE);
    request.onupgradeneeded = () => upgrade(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Stores are added, never removed: what an older version queued, a newer one sends. */
function upgrade(database) {
  const missing = STORES.filter((name) => !database.objectStoreNames.contains(name));
  for (const name of missing) {
    database.createObjectStore(name, name === "queue" ? { keyPath: "n" } : {});
  }
}

function done(transaction) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => transaction.abort(), WRITE_PATIENCE);
    transaction.oncomplete = () => resolve(clearTimeout(timer));
    transaction.onabort = () => reject(transaction.error ?? new DOMException("", "AbortError"));
  });
}

async function readAll(transaction) {
  const [names, values, queue, tickets, passages] = await Promise.all([
    result(transaction.objectStore("about").getAllKeys()),
    result(transaction.objectStore("about").getAll()),
    result(transaction.objectStore("queue").getAll()),
    result(transaction.objectStore("seen").getAllKeys()),
    result(transaction.objectStore("seen").getAll()),
  ]);
  const about = Object.fromEntries(names.map((name, place) => [name, values[place]]));
  return { about, queue, seen: new Map(tickets.map((each, place) => [each, passages[place]])) };
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function refusal(error) {
  return new CannotStore(error.name === "QuotaExceededError" ? "full" : "refused", error);
}
