/* The heartbeat: tells that the kiosk lives, and learns what the server knows of it. */

import { ask } from "./server.js";

const BEAT = 10000; // ms
const FAILURES = 2; // one may be bad luck

/** Calls `onState(state)` at each beat that was heard, `onFailure(refusal)` where it looks bad. */
export function beat({ address, version, onState, onFailure }) {
  let failures = 0;

  async function once() {
    try {
      const state = await ask("GET", `${address}?version=${encodeURIComponent(version)}`);
      failures = 0;
      onState(state);
    } catch (refusal) {
      failures += 1;
      if (refusal.code !== "trouble" || failures >= FAILURES) {
        onFailure(refusal);
      }
    }
  }

  setInterval(once, BEAT);
  return once();
}
