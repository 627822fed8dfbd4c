/* The bell: rings at the desk, keeps ringing when the network is down, and hears the answer. */

import { ask } from "./server.js";

export class Bell {
  #address;
  #onChange;
  state = "silent"; // silent, calling, called, unheard (the network is down), coming
  at = "";
  why = "";

  constructor(address, onChange) {
    this.#address = address;
    this.#onChange = onChange;
  }

  get isRinging() {
    return ["calling", "called", "unheard"].includes(this.state);
  }

  /** Ring; `why` is a word for whoever comes. */
  async ring(why = "") {
    this.why = why || this.why;
    if (this.state === "called") {
      this.#onChange();
    } else {
      this.#become("calling");
      await this.#send();
    }
  }

  async cancel() {
    this.#become("silent");
    await ask("DELETE", this.#address).catch(() => {}); // the next heartbeat shows what stands
  }

  /** Compare with what the server says at a heartbeat, and ring again where it heard nothing. */
  async hear({ called_at: calledAt, now }) {
    if (this.state === "unheard") {
      await this.#send();
    } else if (this.state === "called" && calledAt === null) {
      this.#become("coming");
    } else if (!this.isRinging && calledAt !== null) {
      this.#become("called", now);
    }
  }

  /** The visitor has gone. A call that nobody has answered stands. */
  forget() {
    this.why = "";
    if (this.state === "coming") {
      this.state = "silent";
    }
  }

  async #send() {
    try {
      const { now } = await ask("POST", this.#address);
      this.isRinging && this.#become("called", now);
    } catch {
      this.isRinging && this.#become("unheard");
    }
  }

  #become(state, now = "") {
    this.state = state;
    this.at = now.slice(11, 16);
    this.#onChange();
  }
}
