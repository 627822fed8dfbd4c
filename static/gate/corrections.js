/* The record follows what happened at the door.

   A question may reach the server while its answer gets lost: then the phone decides, and the
   record may say something else. What was shown is the fact: the scan is taken back, and told anew. */

import { newId } from "./ids.js";
import { Change } from "./store.js";

/** The two scans that make the record true; none where the operator took the scan back himself. */
export function corrected({ queue, last }, entry) {
  if (queue.waiting.some((each) => each.scan.voids === entry.scan.id)) {
    return [];
  }
  const undo = voiding(queue, entry.scan);
  const { shown, ticket, passage } = entry;
  const told = { shown, ticket, passage, isCorrection: true };
  const again = queue.entry({ ...entry.scan, id: newId() }, told);
  if (last?.id === entry.scan.id) {
    last.id = again.scan.id;
  }
  return [undo, again];
}

/** An entry that takes a scan back which this phone never showed, or showed otherwise. */
export function voiding(queue, scan) {
  const { id, code, direction, scanned_at } = scan;
  return queue.entry({ id: newId(), code, direction, scanned_at, voids: id });
}

/** Whether the server's refusal of a void only says that there is nothing left to take back. */
export function dropped({ scan }, code) {
  return Boolean(scan.voids) && ["unknown_scan", "already_voided"].includes(code);
}

/** After a restart: questions whose answers nobody saw let nobody in, whatever the server said. */
export async function forgetUnanswered(holding) {
  const change = new Change();
  const voids = holding.queue.asked.map((entry) => ({ ...voiding(holding.queue, entry.scan), n: entry.n }));
  voids.forEach((entry) => change.keep(entry));
  if (voids.length > 0) {
    await holding.write(change);
    voids.forEach((entry) => holding.queue.put(entry));
  }
}
