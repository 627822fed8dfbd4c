/* Which booths do not run as they should: asked every four seconds while the page is seen. */

import { poll } from "./dashboard/poll.js";
import { withPause } from "./live.js";

const EVERY = 4000;

/** `onChange` gets the document of `/states/` at once after the first answer, then whenever it is
 * another; `tell` gets "live", "lost" (with the seconds until the next try) or "ended". */
export function watchStates(address, onChange, tell = () => {}) {
  return poll(address, { etag: "", show: onChange, tell, every: EVERY });
}

/** The same on a page with a line that says so, and a button to stop it. */
export function watchStatesWithPause(address, onChange) {
  withPause((tell) => watchStates(address, onChange, tell));
}

const BADNESS = ["operating", "degraded", "suspended"];

/** Of some spaces the trouble of the worst, by their codes; null while all of them run. */
export function worstOf(codes, spaces) {
  const troubles = codes.map((code) => spaces[code]).filter(Boolean);
  const badness = ({ state }) => BADNESS.indexOf(state);
  return troubles.sort((one, other) => badness(other) - badness(one))[0] ?? null;
}
