/* Reads QR codes out of camera frames, away from the page. A classic worker: the reader is a script.

   In: {script, wasm} once, then {frame, start} one at a time (an ImageBitmap, or an ImageData where a worker
   has no canvas). Out: {isReady}, {failed}, or {code: {text, isBinary} | null,
   tookMs, start}, where `start` is what came with the frame. */

"use strict";

const OPTIONS = {
  formats: ["QRCode"],
  tryHarder: true,
  tryRotate: false, // a QR code is found at any angle without it
  maxNumberOfSymbols: 3,
};
let canvas = null;

self.onmessage = ({ data }) => {
  if (data.script) {
    begin(data);
  } else {
    read(data);
  }
};

async function begin({ script, wasm }) {
  try {
    importScripts(script);
    const overrides = { locateFile: () => wasm }; // else it asks a stranger's server
    await ZXingWASM.prepareZXingModule({ overrides, fireImmediately: true });
    postMessage({ isReady: true });
  } catch (error) {
    postMessage({ failed: String(error) });
  }
}

async function read({ frame, start }) {
  const began = performance.now();
  const pixels = pixelsOf(frame);
  const found = await ZXingWASM.readBarcodes(pixels, OPTIONS).catch(() => []);
  const code = best(found.filter((each) => each.isValid), pixels);
  postMessage({ code, start, tookMs: performance.now() - began });
}

function pixelsOf(frame) {
  if (frame instanceof ImageData) {
    return frame;
  }
  const { width, height } = frame;
  if (canvas?.width !== width || canvas.height !== height) {
    canvas = new OffscreenCanvas(width, height);
  }
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

/** One of several codes in view: a ticket before anything else, then the one in the middle. */
function best(codes, { width, height }) {
  const ranked = codes.map(({ text, contentType, position }) => ({
    text,
    isBinary: contentType === "Binary",
    rank: (text.startsWith("K1") ? 0 : 1e9) + fromMiddle(position, width, height),
  }));
  ranked.sort((one, other) => one.rank - other.rank);
  return ranked.length ? { text: ranked[0].text, isBinary: ranked[0].isBinary } : null;
}

function fromMiddle({ topLeft, bottomRight }, width, height) {
  const x = (topLeft.x + bottomRight.x - width) / 2;
  const y = (topLeft.y + bottomRight.y - height) / 2;
  return Math.hypot(x, y);
}
