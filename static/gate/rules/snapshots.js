/* What a door knows when it decides. The document is the JSON that `GET gate/snapshot/` answers;
   a snapshot is the same, ready to be asked. */

import { moment, timeOfDay } from "./calendar.js";

/**
 * @typedef {{number: number, timezone: string, dayBoundary: number, reentry: string,
 *   calendar: Map<string, import("./calendar.js").Hours>, days: string[]}} Edition
 * @typedef {{code: string, purpose: string, area: string|null, classes: Set<string>,
 *   hours: import("./calendar.js").Hours|null, reservationsOnly: boolean,
 *   starts: number|null}} Gate
 * @typedef {{capacity: number|null, inside: Map<string, number>|null,
 *   seen: Map<string, import("./verdicts.js").Seen>, reserved: Map<string, number>,
 *   kept: Map<string, number>|null}} Area `reserved` are heads by ticket, `inside` and `kept` heads
 *   by day where `seen` and `reserved` are only a part
 * @typedef {{edition: Edition, keys: Map<number, Uint8Array>, gates: Map<string, Gate>,
 *   areas: Map<string, Area>, revoked: Set<string>, groups: Map<string, number>}} Snapshot
 */

/** @returns {Snapshot} of a document that `check` has found whole */
export function snapshotFrom(document) {
  return {
    edition: editionFrom(document.edition, document.days),
    keys: new Map(document.keys.map((key) => [key.number, bytesOf(key.public)])),
    gates: new Map(document.gates.map((gate) => [gate.code, gateFrom(gate)])),
    areas: mapOf(document.areas, areaFrom),
    revoked: new Set(document.revoked),
    groups: new Map(Object.entries(document.groups ?? {})),
  };
}

function editionFrom(edition, days) {
  const calendar = new Map(days.map((day) => [day.day, hoursFrom(day)]));
  return {
    number: edition.number,
    timezone: edition.timezone,
    dayBoundary: timeOfDay(edition.day_boundary),
    reentry: edition.reentry,
    calendar,
    days: [...calendar.keys()].sort(),
  };
}

function gateFrom(gate) {
  return {
    code: gate.code,
    purpose: gate.purpose,
    area: gate.area ?? null,
    classes: new Set(gate.classes),
    hours: hoursFrom(gate),
    reservationsOnly: gate.reservations_only ?? false,
    starts: gate.starts ? moment(gate.starts) : null,
  };
}

function hoursFrom({ opens, closes }) {
  const isSet = (opens ?? null) !== null && (closes ?? null) !== null;
  return isSet ? { opens: timeOfDay(opens), closes: timeOfDay(closes) } : null;
}

function areaFrom(area) {
  const several = area.reserved_heads ?? {};
  return {
    capacity: area.capacity ?? null,
    inside: headsByDay(area.inside),
    seen: mapOf(area.seen ?? {}, seenFrom),
    reserved: new Map((area.reserved ?? []).map((ticket) => [ticket, several[ticket] ?? 1])),
    kept: headsByDay(area.kept),
  };
}

function headsByDay(heads) {
  return heads ? new Map(Object.entries(heads)) : null;
}

const NO_AREA = Object.freeze(areaFrom({}));

/** @returns {Area} a desk has none: nobody is inside a desk */
export function areaOf(snapshot, gate) {
  return gate.area === null ? NO_AREA : snapshot.areas.get(gate.area);
}

/** @returns {import("./verdicts.js").Seen} */
export function seenFrom(document) {
  const { direction, day, gate, entered, heads } = document;
  return { direction, at: moment(document.at), day, gate, entered, heads };
}

function mapOf(object, from) {
  return new Map(Object.entries(object).map(([name, value]) => [name, from(value)]));
}

export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
