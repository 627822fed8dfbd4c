/* One after the other: two scans must not both be the first of their ticket. */

export class Turns {
  #last = Promise.resolve();

  /** Do the work when all that was asked for before is done, however that went. */
  take(work) {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }
}
