/* One question a line on standard input, one answer a line on standard output. With
   --without-ed25519 this Node is as old as the phones that cannot check a signature. */

import { createInterface } from "node:readline";

if (process.argv.includes("--without-ed25519")) {
  crypto.subtle.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));
}

const { answer } = await import("./questions.mjs");

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
