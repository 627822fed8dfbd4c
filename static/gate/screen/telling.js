/* What a verdict says, as words: which tone, which shape, why. Draws nothing. */

import { clock, day, has, hour, say, sayCode } from "./language.js";

// Says more of the code or of this device than of whoever stands there.
const UNDECIDED = new Set(["not_a_ticket", "unknown_key", "cannot_store"]);
const SHAPES = { admitted: "✓", refused: "✕", attention: "!", void: "↺" };

/**
 * `shown` is the engine's, or `{problem: code}` when it could not decide; `extra` may tell the
 * `kind` of a code that is no ticket, the `gate`, the supervisor's `reason`, that a group `wasLeft`.
 */
export function telling(shown, extra = {}) {
  const tone = toneOf(shown);
  return {
    tone,
    shape: SHAPES[tone],
    kicker: tone === "admitted" ? "" : say(`kicker.${tone}`),
    word: wordOf(shown, extra),
    fact: factOf(shown),
    reason: reasonOf(shown, extra),
    who: whoOf(shown),
    notes: notesOf(shown, extra),
    decided: decidedBy(shown),
    time: shown.at ? clock(shown.at) : "",
  };
}

export function toneOf(shown) {
  if (shown.isVoid) {
    return "void";
  }
  if (shown.problem || UNDECIDED.has(shown.reason)) {
    return "attention";
  }
  return shown.outcome;
}

export function wordOf(shown, { gate, reason } = {}) {
  if (shown.isVoid) {
    return say("word.void");
  }
  if (shown.problem) {
    return say("word.cannot_store");
  }
  if (shown.outcome === "refused") {
    return has(`word.${shown.reason}`) ? say(`word.${shown.reason}`) : say("kicker.refused");
  }
  return say(`word.${reason ? "override" : admittedAs(shown, gate)}`);
}

function admittedAs({ direction }, gate) {
  const isPassage = !["booth", "desk"].includes(gate?.purpose);
  return isPassage ? direction : gate.purpose;
}

function factOf({ reason, seen, days }) {
  if (reason === "already_used" && seen) {
    return say("fact.seen", { time: hour(seen.at), gate: seen.gate });
  }
  if (reason === "not_today" && days) {
    const [first, last] = days.map(day);
    return first === last ? first : say("fact.days", { first, last });
  }
  return "";
}

function reasonOf(shown, { kind }) {
  if (shown.problem) {
    return sayCode("reason", shown.problem, "engine");
  }
  const { isVoid, outcome, reason, seen, days, keptUntil } = shown;
  if (isVoid) {
    return say("note.void");
  }
  if (outcome === "admitted") {
    return "";
  }
  if (reason === "already_used" && seen) {
    return say(seen.direction === "out" ? "reason.once_a_day" : "reason.no_exit");
  }
  if (reason === "full" && keptUntil) {
    return say("reason.full_kept", { time: hour(keptUntil) });
  }
  if (reason === "not_today" && !days) {
    return say("reason.not_today_unknown");
  }
  return reason === "not_a_ticket" && kind ? say(`kind.${kind}`) : sayCode("reason", reason, "unknown");
}

function whoOf({ holder, ticketClass, heads }) {
  const words = [holder?.name, ticketClass && say(`class.${ticketClass}`)];
  if (heads > 1 || ticketClass === "group") {
    words.push(say("note.heads", { n: heads }));
  }
  return words.filter(Boolean).join(" · ");
}

function notesOf({ flag, conflict, isEstimate }, { reason, wasLeft }) {
  return [
    flag === "exit_without_entry" && say("note.exit_without_entry"),
    conflict && say("note.conflict"),
    isEstimate && say("note.estimate"),
    reason && say("note.override", { reason }),
    wasLeft && say("note.group_left"),
  ].filter(Boolean);
}

export function decidedBy({ problem, decidedBy: who }) {
  return problem ? "" : say(`note.${who}`);
}

/** One sentence for those who listen. */
export function spokenLine({ kicker, word, fact, reason, who, notes, decided }) {
  return [kicker, word, fact, reason, who, ...notes, decided].filter(Boolean).join(". ");
}

/** One line that stays on the screen; the holder's name does not. */
export function keptLine(shown, extra) {
  const { shape, word, time } = telling(shown, extra);
  const kind = shown.ticketClass && say(`class.${shown.ticketClass}`);
  return [`${time} ${shape} ${word}`, kind].filter(Boolean).join(" · ");
}
