/* The fair's days and hours, by its own wall clock and not by the phone's time zone.

   A moment is milliseconds since 1970; those the server wrote may have a fraction, since it writes
   microseconds. A time of day is microseconds since midnight. */

const DAY = 24 * 60 * 60 * 1000;
const DAY_MICROSECONDS = DAY * 1000;
const TIME = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?$/;
const MOMENT = /^(.{19})(?:\.(\d{1,6})\d*)?(Z|[+-]\d\d:\d\d)$/;

/** `opens` and `closes` are times of day, ends included. May run past midnight, to the boundary.
 * @typedef {{opens: number, closes: number}} Hours */

/** `09:30`, `09:30:15` or `09:30:15.250`, as microseconds since midnight; NaN for any other text. */
export function timeOfDay(text) {
  const [, hour, minute, second = "0", fraction = ""] = TIME.exec(text) ?? [];
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1e6 + micros(fraction);
}

/** ISO text with an offset, as milliseconds; NaN for any other text. */
export function moment(text) {
  const [, seconds, fraction = "", offset] = MOMENT.exec(text) ?? [];
  return Date.parse(`${seconds}${offset}`) + micros(fraction) / 1000;
}

function micros(fraction) {
  return Number(fraction.padEnd(6, "0"));
}

/** The fair's day of a moment: what is before the boundary belongs to the day before. */
export function dayOf(edition, at) {
  const shifted = wallClock(edition.timezone, at) - edition.dayBoundary / 1000;
  return new Date(Math.floor(shifted)).toISOString().slice(0, 10);
}

/** @returns {number} -1 for a day that is no show day */
export function indexOf(edition, day) {
  return edition.days.indexOf(day);
}

/** Compares wall-clock times counted from the day boundary: a night ends after midnight. */
export function areOpen(edition, hours, at) {
  const sinceMidnight = modulo(wallClock(edition.timezone, at), DAY) * 1000;
  const opens = sinceBoundary(edition, hours.opens);
  const closes = sinceBoundary(edition, hours.closes) || DAY_MICROSECONDS;
  const now = sinceBoundary(edition, sinceMidnight);
  return opens <= now && now <= closes;
}

function sinceBoundary(edition, time) {
  return modulo(time - edition.dayBoundary, DAY_MICROSECONDS);
}

function modulo(number, divisor) {
  return ((number % divisor) + divisor) % divisor;
}

/** What a clock on the wall shows, written as if it hung in Greenwich: milliseconds. */
function wallClock(timezone, at) {
  const shown = Object.fromEntries(
    clock(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) + modulo(at, 1000);
}

const clocks = new Map();

/** One formatter for each time zone: making one takes longer than a scan. */
function clock(timezone) {
  if (!clocks.has(timezone)) {
    clocks.set(timezone, new Intl.DateTimeFormat("en-US", { ...SHOWN, timeZone: timezone }));
  }
  return clocks.get(timezone);
}

const SHOWN = {
  calendar: "gregory",
  numberingSystem: "latn",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
};

/** Throws RangeError for a time zone that this browser does not know. */
export function checkTimezone(timezone) {
  clock(timezone);
}
