/* Asks for the way between two booths: a question a line on standard input, an answer a line on
   standard output. */

import { createInterface } from "node:readline";

import { floorOf, walk } from "./walking.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { halls, booths, from, to } = JSON.parse(line);
  process.stdout.write(`${JSON.stringify(walk(floorOf(halls, booths), booths[from], booths[to]))}\n`);
}
