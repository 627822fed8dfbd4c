/* How long a verdict takes, from the code read to the eye: the measure "gate:verdict". */

const READ = "gate:read";
const VERDICT = "gate:verdict";

export function markRead() {
  performance.clearMarks(READ);
  performance.mark(READ);
}

export function markPainted() {
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = measure;
    port2.postMessage(null); // answered after the frame has been drawn
  });
}

function measure() {
  if (performance.getEntriesByName(READ).length > 0) {
    performance.clearMeasures(VERDICT);
    performance.measure(VERDICT, READ);
    performance.clearMarks(READ);
  }
}
