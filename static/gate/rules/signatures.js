/* Ed25519 by the browser where it really can, else by a small package. Both say what the server's
   library says: the equation without cofactor, no points of small order, no second form of a
   number. So nobody is refused at one door with a ticket that another one takes. */

import { Point, verifyAsync } from "../../noble/index.js";

const SIGNATURE_BYTES = 64;
const POINT_BYTES = 32;

/** The y of the eight points of small order, little-endian. */
const SMALL_ORDER = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** The first of the RFC's own examples (8032, 7.1): an empty message. */
const SAMPLE = {
  publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  signature:
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b" +
    "d25bf5f0595bbe24655141438e7a100b",
};

/** @typedef {(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => Promise<boolean>} Verifier */

/** @type {{name: "browser"|"package", verify: Verifier}} */
const BROWSER = { name: "browser", verify: verifyByBrowser };
const PACKAGE = { name: "package", verify: verifyByPackage };

let chosen = null;

/** Who checks signatures on this machine: asked once, answered for as long as the page lives. */
export function verifier() {
  chosen ??= browserCan().then((can) => (can ? BROWSER : PACKAGE));
  return chosen;
}

/** @type {Verifier} */
export async function isSignedBy(signature, message, publicKey) {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== POINT_BYTES) {
    return false;
  }
  if (isOfSmallOrder(publicKey) || isOfSmallOrder(signature.subarray(0, POINT_BYTES))) {
    return false;
  }
  return (await verifier()).verify(signature, message, publicKey);
}

/** Some browsers know the name and cannot, so only a checked signature counts. */
async function browserCan() {
  const [publicKey, signature] = [bytes(SAMPLE.publicKey), bytes(SAMPLE.signature)];
  try {
    const isGood = await verifyByBrowser(signature, new Uint8Array(0), publicKey);
    const isBad = await verifyByBrowser(signature, new Uint8Array(1), publicKey);
    return isGood && !isBad;
  } catch {
    return false;
  }
}

async function verifyByBrowser(signature, message, publicKey) {
  const key = await imported(publicKey);
  return crypto.subtle.verify("Ed25519", key, signature, message);
}

const keys = new Map();

/** A door has a handful of keys, and every scan needs one. */
function imported(publicKey) {
  const name = hex(publicKey);
  if (!keys.has(name)) {
    keys.set(name, crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]));
  }
  return keys.get(name);
}

/** The package multiplies by the cofactor; then a point beside the main group is told apart. */
async function verifyByPackage(signature, message, publicKey) {
  const isValid = await verifyAsync(signature, message, publicKey, { zip215: false });
  return isValid && Point.fromBytes(signature.subarray(0, POINT_BYTES)).isTorsionFree();
}

function isOfSmallOrder(point) {
  const y = Uint8Array.from(point);
  y[POINT_BYTES - 1] &= 0x7f;
  return SMALL_ORDER.has(hex(y));
}

function hex(data) {
  return Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytes(text) {
  return Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));
}
