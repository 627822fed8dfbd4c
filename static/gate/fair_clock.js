/* The fair's clock, by which scans are decided: the server's, carried on by the phone.

   The phone's own time is never asked while the page lives, since people set it; what counts the
   milliseconds does not jump. Only across a restart is the phone's time believed. A demonstration's
   clock may run faster than the world: `rate`. */

const ASLEEP = 2000; // milliseconds by which the counter may fall behind before it has slept

export class FairClock {
  #fair = null;
  #counted = 0;
  #rate = 1;
  #hidden = null;

  constructor({ counter = () => performance.now(), phone = () => Date.now() } = {}) {
    this.counter = counter;
    this.phone = phone;
  }

  get isKnown() {
    return this.#fair !== null;
  }

  /** Milliseconds; the phone's own time until the server has spoken. */
  now() {
    if (!this.isKnown) {
      return this.phone();
    }
    return this.#fair + (this.counter() - this.#counted) * this.#rate;
  }

  /** What `restore` takes after a restart. */
  saved() {
    return { fair: this.now(), phone: this.phone(), rate: this.#rate };
  }

  restore(saved) {
    const passed = Math.max(0, this.phone() - saved.phone);
    this.#set(saved.fair + passed * saved.rate, saved.rate);
  }

  /**
   * Follow the server. Times are milliseconds; the server's is of the middle of the round trip.
   * `skew` is what this clock was ahead of the fair's before; `phoneAhead` what the phone is of the
   * real time. Null: not known.
   */
  correct({ serverTime, realTime, roundTrip, rate = this.#rate }) {
    const fair = serverTime + (roundTrip / 2) * rate;
    const skew = this.isKnown ? Math.round(this.now() - fair) : null;
    if (skew === null || Math.abs(skew) > (roundTrip / 2) * rate || rate !== this.#rate) {
      this.#set(fair, rate);
    }
    const ahead = this.phone() - (realTime + roundTrip / 2);
    return { skew, phoneAhead: Number.isNaN(ahead) ? null : Math.round(ahead) };
  }

  /** Some phones stop counting while they sleep, and sleep only while nobody looks. */
  hide() {
    this.#hidden = { counted: this.counter(), phone: this.phone() };
  }

  show() {
    if (this.#hidden === null) {
      return;
    }
    const { counted, phone } = this.#hidden;
    const slept = this.phone() - phone - (this.counter() - counted);
    this.#hidden = null;
    this.#counted -= slept > ASLEEP ? slept : 0;
  }

  #set(fair, rate) {
    this.#fair = fair;
    this.#counted = this.counter();
    this.#rate = rate;
  }
}
