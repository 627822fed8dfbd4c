/* Asks the scanner's own modules what the vectors ask, in Node and in a browser alike. It stands
   beside them where it runs: in `gate/`. */

import { decode } from "./rules/base45.js";
import { moment } from "./rules/calendar.js";
import { check, checkUpdates } from "./rules/checks.js";
import { afterPassage, decide, isConflict, judge, read } from "./rules/rules.js";
import { verifier } from "./rules/signatures.js";
import { seenFrom, snapshotFrom } from "./rules/snapshots.js";
import { readCode } from "./rules/tickets.js";
import { applyUpdates, asksForSnapshot } from "./rules/updates.js";
import { isVerdict } from "./rules/verdicts.js";

const snapshots = new Map();

const ANSWERS = {
  verifier: async () => (await verifier()).name,
  know: ({ name, document }) => void snapshots.set(name, snapshotFrom(document)),
  decide: ({ snapshot, code, gate, direction, at }) =>
    decide(snapshots.get(snapshot), code, gate, direction, moment(at)),
  bytes: ({ text }) => outcome(() => decode(text), (data) => [...data]),
  conflict: conflict,
  judge: judged,
  passage: ({ before, now }) => afterPassage(before && seenFrom(before), seenFrom(now)),
  ticket: ticket,
  check: ({ document }) => outcome(() => check(document)),
  "check updates": ({ updates }) => outcome(() => checkUpdates(updates)),
  "check text": ({ text }) => outcome(() => check(JSON.parse(text))),
  update: updated,
};

export async function answer(question) {
  return (await ANSWERS[question.ask](question)) ?? null;
}

export async function answers(questions) {
  const given = [];
  for (const question of questions) {
    given.push(await answer(question));
  }
  return given;
}

async function conflict({ snapshot, code, gate, direction, at }) {
  const known = snapshots.get(snapshot);
  const claims = await read(known.keys, code);
  return isConflict(known, claims, gate, direction, moment(at));
}

function judged({ document, claims, gate, direction, at }) {
  const known = snapshotFrom(document);
  return {
    verdict: judge(known, claims, gate, direction, at),
    conflict: isConflict(known, claims, gate, direction, at),
  };
}

async function ticket({ keys, code }) {
  const known = new Map(keys.map(([number, key]) => [number, Uint8Array.from(key)]));
  const claims = await read(known, code);
  if (isVerdict(claims)) {
    return { verdict: claims.reason };
  }
  const { head, signature } = readCode(code);
  return { verdict: "genuine", claims, bytes: [...head, ...signature] };
}

function updated({ document, updates, today }) {
  const before = JSON.stringify(document);
  const after = applyUpdates(document, checkUpdates(updates), { today });
  return {
    document: after,
    asks: asksForSnapshot(document, updates),
    isUntouched: JSON.stringify(document) === before,
  };
}

function outcome(attempt, told = () => "whole") {
  try {
    return told(attempt());
  } catch (error) {
    return `${error.constructor.name}: ${error.message}`;
  }
}
