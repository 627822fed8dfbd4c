/* Base45 (RFC 9285), strict: whatever the RFC does not allow is refused. */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export class NotBase45 extends Error {}

/**
 * @param {string} text
 * @returns {Uint8Array} throws NotBase45 for foreign characters, a rest of one, or a group above
 *   its range
 */
export function decode(text) {
  const values = valuesOf(text);
  const bytes = [];
  for (let place = 0; place < values.length; place += 3) {
    bytes.push(...group(values.slice(place, place + 3)));
  }
  return Uint8Array.from(bytes);
}

function valuesOf(text) {
  const values = [...text].map((character) => VALUES.get(character));
  if (values.length % 3 === 1 || values.includes(undefined)) {
    throw new NotBase45();
  }
  return values;
}

/** Three characters are two bytes; the two that may be left at the end are one. */
function group([low, middle, high]) {
  const isWhole = high !== undefined;
  const number = low + 45 * middle + 2025 * (high ?? 0);
  if (number > (isWhole ? 0xffff : 0xff)) {
    throw new NotBase45();
  }
  return isWhole ? [number >> 8, number & 0xff] : [number];
}
