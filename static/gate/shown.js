/* What the screen is given to show. Names are shown and never kept. */

import { moment } from "./rules/calendar.js";

/** A supervisor may overrule what the rules say, never what the ticket is. */
const OVERRIDABLE = new Set([
  "revoked",
  "wrong_gate",
  "not_today",
  "closed",
  "already_used",
  "full",
  "reserved_only",
]);

/**
 * @typedef {{id: string, outcome: "admitted"|"refused", reason: string, seen: object|null,
 *   days: [string, string]|null, flag: string|null, decidedBy: "server"|"device",
 *   holder: {name: string, class: string}|null, ticketClass: string|null, heads: number,
 *   conflict: boolean, isEstimate: boolean, mayOverride: boolean, at: number, gate: string,
 *   direction: "in"|"out", tookMs: number, isVoid: boolean, keptUntil: number|null}} Shown
 *   `reason` may also be "cannot_store": decided here, but this phone could not keep it.
 *   `keptUntil` comes with "full": when seats are no longer kept for reservations.
 */

/** @returns {Shown} of a scan that this phone decided, or of the server's `result` */
export function shownOf({ scan, claims, gate, at }, verdict, told) {
  const { conflict = false, result = null, keptUntil = null } = told;
  const { outcome, reason, seen, days, flag } = verdict;
  return {
    id: scan.id,
    outcome,
    reason,
    seen,
    days,
    flag,
    decidedBy: result ? "server" : "device",
    holder: result?.holder ?? null,
    ticketClass: claims?.ticketClass ?? null,
    heads: scan.heads ?? 1,
    conflict: result?.conflict ?? conflict,
    isEstimate: result === null && reason === "full",
    mayOverride: outcome === "refused" && OVERRIDABLE.has(reason),
    at,
    gate,
    direction: scan.direction,
    tookMs: 0,
    isVoid: false,
    keptUntil,
  };
}

/** The server's result in the words of a verdict. */
export function verdictOf({ outcome, reason, seen, days, flags = [] }) {
  return {
    outcome,
    reason,
    seen: seen ? { ...seen, at: moment(seen.at) } : null,
    days: days ?? null,
    flag: flags.includes("exit_without_entry") ? "exit_without_entry" : null,
  };
}

/** Nobody is let in on a decision that would be lost with the phone's battery. */
export function unkept(shown) {
  if (shown.outcome === "refused") {
    return shown;
  }
  return { ...shown, outcome: "refused", reason: "cannot_store", flag: null, conflict: false };
}

/** The same without anybody's name, to be kept. */
export function nameless(shown) {
  return { ...shown, holder: null };
}
