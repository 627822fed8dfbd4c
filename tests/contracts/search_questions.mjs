/* Asks the search's own modules what the vectors ask: a question a line on standard input, an answer
   a line on standard output. */

import { createInterface } from "node:readline";

import { found, matches, rank } from "./search/matching.js";

const ANSWERS = {
  matches: ({ query, text }) => matches(query, text),
  rank: ({ query, groups }) => rank(query, groups),
  order: ({ query, rows }) =>
    found(query, [...rows.keys()], (number) => rows[number]),
};

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(ANSWERS[question.ask](question))}\n`);
}
