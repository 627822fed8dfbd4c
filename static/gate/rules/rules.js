/* The rules of the door, one table: what `visitors/rules.py` says, the scanner says.

   `decide` asks the rules in the order of RULES; the first that speaks decides, and silence admits.
   A way out stops after the edition, since people must be able to leave; a booth stops after the
   revocation list; a desk has no area, so nothing there is used up or full. Until a session begins
   its door keeps the seats of those who reserved them and have not come yet. A ticket that was last
   seen on another show day has gone home: it is not inside, nor used today. */

import { areOpen, dayOf, indexOf } from "./calendar.js";
import { VISITOR_CLASSES } from "./classes.js";
import { areaOf } from "./snapshots.js";
import { Forged, NotATicket, readCode, verify } from "./tickets.js";
import { ADMITTED, EXIT_WITHOUT_ENTRY, isVerdict, refused } from "./verdicts.js";

/** @typedef {import("./verdicts.js").Verdict} Verdict */
/** @typedef {import("./verdicts.js").Seen} Seen */
/** @typedef {import("./snapshots.js").Snapshot} Snapshot */
/** @typedef {import("./tickets.js").Claims} Claims */

const REPEAT_READING = 60_000;

/**
 * Judge one code at one gate. `at` is the scan's own time in milliseconds.
 * @param {Snapshot} snapshot
 * @param {string} code
 * @param {string} gate
 * @param {"in"|"out"} direction
 * @param {number} at
 * @returns {Promise<Verdict>}
 */
export async function decide(snapshot, code, gate, direction, at) {
  const claims = await read(snapshot.keys, code);
  return isVerdict(claims) ? claims : judge(snapshot, claims, gate, direction, at);
}

/**
 * Take a code apart and check who signed it. A verdict means that it is no genuine ticket.
 * @param {Map<number, Uint8Array>} keys
 * @param {string} code
 * @returns {Promise<Claims|Verdict>}
 */
export async function read(keys, code) {
  try {
    const ticket = readCode(code);
    const publicKey = keys.get(ticket.key);
    return publicKey ? await verify(ticket, publicKey) : refused("unknown_key");
  } catch (error) {
    return refused(reasonOf(error));
  }
}

function reasonOf(error) {
  if (error instanceof NotATicket) {
    return "not_a_ticket";
  }
  if (error instanceof Forged) {
    return "forged";
  }
  throw error;
}

/**
 * Apply the rules to a genuine ticket.
 * @returns {Verdict}
 */
export function judge(snapshot, claims, gate, direction, at) {
  const passage = passageAt(snapshot, claims, gate, at);
  for (const rule of rulesFor(passage.gate, direction)) {
    const verdict = rule(passage);
    if (verdict) {
      return verdict;
    }
  }
  return direction === "out" ? leave(passage) : ADMITTED;
}

/** One genuine ticket before one gate: all that a rule looks at. `seen` is today's, or null. */
function passageAt(snapshot, claims, code, at) {
  const gate = snapshot.gates.get(code);
  const area = areaOf(snapshot, gate);
  const day = dayOf(snapshot.edition, at);
  const last = area.seen.get(claims.ticket);
  const seen = last?.day === day ? last : null;
  return { snapshot, edition: snapshot.edition, claims, gate, area, at, day, seen };
}

function isInside({ seen }) {
  return seen?.direction === "in";
}

function otherEdition({ claims, edition }) {
  return claims.edition === edition.number ? null : refused("other_edition");
}

function revoked({ claims, snapshot }) {
  return snapshot.revoked.has(claims.ticket) ? refused("revoked") : null;
}

function wrongGate({ claims, gate }) {
  return gate.classes.has(claims.ticketClass) ? null : refused("wrong_gate");
}

function notToday({ claims, edition, day }) {
  const today = indexOf(edition, day);
  if (today >= 0 && claims.firstDay <= today && today <= claims.lastDay) {
    return null;
  }
  const days = edition.days.slice(claims.firstDay, claims.lastDay + 1);
  return refused("not_today", { days: days.length ? [days[0], days.at(-1)] : null });
}

/** Hours concern visitors. A gate without its own keeps the show day's, a desk keeps none. */
function closed({ claims, gate, edition, day, at }) {
  if (!VISITOR_CLASSES.has(claims.ticketClass)) {
    return null;
  }
  const hours = gate.hours ?? (gate.purpose === "desk" ? null : edition.calendar.get(day));
  return hours === null || areOpen(edition, hours, at) ? null : refused("closed");
}

function alreadyUsed({ gate, edition, seen }) {
  if (gate.purpose !== "entrance" || seen === null || !REENTRY_REFUSES[edition.reentry](seen)) {
    return null;
  }
  return refused("already_used", { seen });
}

const REENTRY_REFUSES = {
  free: () => false,
  after_exit: (seen) => seen.direction === "in",
  once_a_day: (seen) => seen.entered,
};

/**
 * Whether letting this ticket in contradicts what is known: the re-entry rule says so, or the same
 * ticket came in at another gate less than a minute ago.
 * @returns {boolean}
 */
export function isConflict(snapshot, claims, gate, direction, at) {
  const passage = passageAt(snapshot, claims, gate, at);
  if (direction === "out" || passage.gate.purpose !== "entrance") {
    return false;
  }
  return alreadyUsed(passage) !== null || isReadElsewhere(passage);
}

function isReadElsewhere(passage) {
  const { seen, gate, at } = passage;
  return isInside(passage) && seen.gate !== gate.code && Math.abs(at - seen.at) <= REPEAT_READING;
}

/** Whoever is inside already takes no further place. */
function full(passage) {
  const { gate, area } = passage;
  if (!["hall", "session"].includes(gate.purpose) || area.capacity === null || isInside(passage)) {
    return null;
  }
  return headsInside(passage) + seatsKept(passage) < area.capacity ? null : refused("full");
}

function headsInside({ area, day }) {
  if (area.inside !== null) {
    return area.inside.get(day) ?? 0;
  }
  let heads = 0;
  for (const seen of area.seen.values()) {
    heads += isIn(seen, day) ? seen.heads : 0;
  }
  return heads;
}

/** Heads for whom a place is kept from this ticket: none once the session has begun. */
function seatsKept({ area, gate, claims, at, day }) {
  if (gate.starts === null || at >= gate.starts || area.reserved.has(claims.ticket)) {
    return 0;
  }
  if (area.kept !== null) {
    return area.kept.get(day) ?? 0;
  }
  let heads = 0;
  for (const [ticket, seats] of area.reserved) {
    heads += isIn(area.seen.get(ticket), day) ? 0 : seats;
  }
  return heads;
}

/**
 * Until when this gate keeps seats for reservations, in milliseconds; null where it keeps none.
 * @param {Snapshot} snapshot
 * @param {string} code
 * @param {number} at
 */
export function keepsSeatsUntil(snapshot, code, at) {
  const gate = snapshot.gates.get(code);
  const isKeeping = gate.starts !== null && at < gate.starts;
  return isKeeping && areaOf(snapshot, gate).reserved.size > 0 ? gate.starts : null;
}

function isIn(seen, day) {
  return seen?.direction === "in" && seen.day === day;
}

function reservedOnly({ claims, gate, area }) {
  return gate.reservationsOnly && !area.reserved.has(claims.ticket) ? refused("reserved_only") : null;
}

const RULES = [
  otherEdition,
  revoked,
  wrongGate,
  notToday,
  closed,
  alreadyUsed,
  full,
  reservedOnly,
];
const LEAVING = RULES.slice(0, 1);
const BOOTH_VISIT = RULES.slice(0, 2);

function rulesFor(gate, direction) {
  if (direction === "out") {
    return LEAVING;
  }
  return gate.purpose === "booth" ? BOOTH_VISIT : RULES;
}

/** Let anybody out. A missed entry is worth a remark, except at a desk, which nobody enters. */
function leave(passage) {
  return isInside(passage) || passage.gate.area === null ? ADMITTED : EXIT_WITHOUT_ENTRY;
}

/**
 * What an area remembers of a ticket once `now` was admitted. An exit keeps that the ticket came in
 * today. A passage of an earlier day than the one remembered changes nothing.
 * @param {Seen|null} before
 * @param {Seen} now
 * @returns {Seen}
 */
export function afterPassage(before, now) {
  const isEntry = now.direction === "in";
  if (before === null || before.day < now.day) {
    return { ...now, entered: isEntry };
  }
  if (now.day < before.day) {
    return before;
  }
  return { ...now, entered: before.entered || isEntry };
}
