/* Tells a whole snapshot from half of one, and from whatever else answered at its address. What
   fails here must never replace a good one. */

import { checkTimezone, moment, timeOfDay } from "./calendar.js";
import { BY_NUMBER } from "./classes.js";
import { bytesOf } from "./snapshots.js";

/** The document is no whole snapshot; the message names the first field that is wrong. */
export class NotASnapshot extends Error {}

const REENTRIES = ["free", "after_exit", "once_a_day"];
const PURPOSES = ["entrance", "hall", "session", "booth", "desk"];
const KEY_BYTES = 32;

const isText = (value) => typeof value === "string" && value !== "";
const isWhole = (value) => Number.isInteger(value) && value >= 0;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isTicket = (value) => /^[0-9a-f]{16}$/.test(value);
const isDay = (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
const isTime = (value) => isText(value) && !Number.isNaN(timeOfDay(value));
const isMoment = (value) => isText(value) && !Number.isNaN(moment(value));
const isFlag = (value) => typeof value === "boolean";

const oneOf = (values) => (value) => values.includes(value);
const orNull = (test) => (value) => value === null || test(value);
const listOf = (test) => (value) => Array.isArray(value) && value.every((each) => test(each));
const mapOf = (isName, test) => (value) =>
  isObject(value) && Object.entries(value).every(([name, each]) => isName(name) && test(each));
const withFields = (tests) => (value) =>
  isObject(value) && Object.entries(tests).every(([name, test]) => test(value[name]));
const maybe = (test) => (value) => value === undefined || test(value);

const isEdition = withFields({
  slug: isText,
  number: isWhole,
  timezone: isZone,
  day_boundary: isTime,
  reentry: oneOf(REENTRIES),
});

const isGate = withFields({
  code: isText,
  purpose: oneOf(PURPOSES),
  area: orNull(isText),
  classes: listOf(oneOf(BY_NUMBER)),
  opens: orNull(isTime),
  closes: orNull(isTime),
  reservations_only: isFlag,
  starts: orNull(isMoment),
});

const isPassage = withFields({
  direction: oneOf(["in", "out"]),
  at: isMoment,
  day: isDay,
  gate: isText,
  entered: isFlag,
  heads: isWhole,
});

const isForgotten = withFields({ direction: (value) => value === null });

const SEATS = {
  reserved: listOf(isTicket),
  reserved_heads: mapOf(isTicket, isWhole),
};

const isArea = withFields({
  ...SEATS,
  capacity: orNull(isWhole),
  inside: orNull(mapOf(isDay, isWhole)),
  seen: mapOf(isTicket, isPassage),
});

const isShowDay = withFields({ day: isDay, opens: isTime, closes: isTime });
const areShowDays = listOf(isShowDay);
const areKeys = listOf(withFields({ number: isWhole, public: isKey }));
const areTickets = listOf(isTicket);

const SNAPSHOT = {
  cursor: isText,
  server_time: isMoment,
  edition: isEdition,
  days: areShowDays,
  keys: areKeys,
  gates: (value) => value?.length === 1 && listOf(isGate)(value),
  areas: mapOf(isText, isArea),
  revoked: areTickets,
  groups: maybe(mapOf(isTicket, isWhole)),
};

const UPDATES = {
  cursor: (value) => typeof value === "string",
  is_stale: isFlag,
  revoked: areTickets,
  seen: listOf((row) => isTicket(row?.ticket) && (isForgotten(row) || isPassage(row))),
  seats: orNull(withFields(SEATS)),
  gate: orNull(isGate),
  keys: areKeys,
  edition: orNull(isEdition),
  days: areShowDays,
};

/** Throws NotASnapshot; returns the document as it is. */
export function check(document) {
  checkFields(document, SNAPSHOT);
  const { area } = document.gates[0];
  if (area !== null && document.areas[area] === undefined) {
    throw new NotASnapshot("areas");
  }
  return document;
}

/** Throws NotASnapshot; returns the updates as they are. */
export function checkUpdates(updates) {
  checkFields(updates, UPDATES);
  if (updates.gate !== null && updates.edition === null) {
    throw new NotASnapshot("edition");
  }
  return updates;
}

function checkFields(document, tests) {
  const wrong = Object.keys(tests).find((name) => !tests[name](document?.[name]));
  if (wrong) {
    throw new NotASnapshot(wrong);
  }
}

function isZone(value) {
  try {
    checkTimezone(value);
    return isText(value);
  } catch {
    return false;
  }
}

function isKey(value) {
  try {
    return bytesOf(value).length === KEY_BYTES;
  } catch {
    return false;
  }
}
