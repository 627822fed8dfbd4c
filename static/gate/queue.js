/* The scans that the server has not taken yet, in the order they happened.

   An entry is
   `{n, state: "asked"|"waiting"|"aside", scan, shown, ticket, passage, undoes, error}`:
   `scan` as it is sent; `shown` is `{outcome, reason}`; `passage` what an admitted ticket did;
   `undoes` `{before, after}` of a passage that this takes back. "aside" is what the server will not
   take: it is kept and shown as a number, and hinders nothing. */

export class Queue {
  #entries;
  #next;

  constructor(entries = []) {
    this.#entries = [...entries];
    this.#next = 1 + Math.max(0, ...entries.map((entry) => entry.n));
  }

  get asked() {
    return this.#entries.filter((entry) => entry.state === "asked");
  }

  get waiting() {
    return this.#entries.filter((entry) => entry.state === "waiting");
  }

  get aside() {
    return this.#entries.filter((entry) => entry.state === "aside");
  }

  /** A new entry, which is in the queue once it has been put. */
  entry(scan, more = {}) {
    const plain = { state: "waiting", shown: null, ticket: null, passage: null, undoes: null };
    return { n: this.#next++, scan, ...plain, error: null, ...more };
  }

  /** Add the entry, or replace the one of its number. */
  put(entry) {
    const place = this.#entries.findIndex((each) => each.n >= entry.n);
    const isKnown = this.#entries[place]?.n === entry.n;
    this.#entries.splice(place < 0 ? this.#entries.length : place, isKnown ? 1 : 0, entry);
  }

  remove(entry) {
    this.#entries = this.#entries.filter((each) => each.n !== entry.n);
  }

  /** The first of those waiting, at most so many scans and so many bytes. */
  batch(scans, bytes) {
    const batch = [];
    let size = 0;
    for (const entry of this.waiting.slice(0, scans)) {
      size += JSON.stringify(entry.scan).length * 3; // a character has at most three bytes
      if (batch.length > 0 && size > bytes) {
        break;
      }
      batch.push(entry);
    }
    return batch;
  }

  of(ticket) {
    return this.waiting.filter((entry) => entry.ticket === ticket);
  }
}
