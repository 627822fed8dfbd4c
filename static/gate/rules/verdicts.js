/* What a door answers, in the words that are stored, sent and tested against: frozen. */

/** The last admitted passage of a ticket through an area, in order of receipt. `at` is its own
 * time in milliseconds, `day` the fair's day; `entered` tells whether the ticket came in on it.
 * @typedef {{direction: "in"|"out", at: number, day: string, gate: string, entered: boolean,
 *   heads: number}} Seen
 *
 * `seen` comes with already_used, `days` (the first and the last) with not_today.
 * @typedef {{outcome: "admitted"|"refused", reason: string, seen: Seen|null,
 *   days: [string, string]|null, flag: null|"exit_without_entry"}} Verdict */

const PLAIN = { reason: "", seen: null, days: null, flag: null };

/** @type {Verdict} */
export const ADMITTED = Object.freeze({ outcome: "admitted", ...PLAIN });

/** @type {Verdict} */
export const EXIT_WITHOUT_ENTRY = Object.freeze({ ...ADMITTED, flag: "exit_without_entry" });

/** @returns {Verdict} */
export function refused(reason, more = {}) {
  return { outcome: "refused", ...PLAIN, reason, ...more };
}

/** Tells a verdict from what else `read` may answer, the claims of a ticket. */
export function isVerdict(thing) {
  return thing.outcome !== undefined;
}
