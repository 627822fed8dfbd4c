/* Ticket bytes: taken apart and checked, as `visitors/signing.py` does. */

import { decode, NotBase45 } from "./base45.js";
import { BY_NUMBER } from "./classes.js";
import { isSignedBy } from "./signatures.js";

const PREFIX = "K1";
const VERSION = 1;
const DOMAIN = new TextEncoder().encode("EXPO-TICKET-1\0");
const HEAD_BYTES = 15;
const CODE_CHARACTERS = 121;

/** The code is no ticket of this layout, whoever made it. */
export class NotATicket extends Error {}

/** The signature is not the one of the key that the ticket names. */
export class Forged extends Error {}

/**
 * The bytes of a code whose signature nobody has checked yet.
 * @typedef {{head: Uint8Array, signature: Uint8Array, key: number}} SignedTicket
 *
 * What a ticket says of itself. `ticket` is 16 hexadecimal digits; days count the edition's show
 * days from 0, ends included.
 * @typedef {{key: number, edition: number, ticket: string, ticketClass: string,
 *   firstDay: number, lastDay: number}} Claims
 */

/**
 * Take the code apart. Throws NotATicket unless it is K1 and Base45 of exactly 79 bytes.
 * @param {string} code
 * @returns {SignedTicket}
 */
export function readCode(code) {
  if (code.length !== CODE_CHARACTERS || !code.startsWith(PREFIX)) {
    throw new NotATicket();
  }
  const data = decoded(code.slice(PREFIX.length));
  return { head: data.slice(0, HEAD_BYTES), signature: data.slice(HEAD_BYTES), key: data[1] };
}

function decoded(text) {
  try {
    return decode(text);
  } catch (error) {
    throw error instanceof NotBase45 ? new NotATicket() : error;
  }
}

/**
 * Throws Forged when the signature fails, NotATicket for a genuine one of another layout.
 * @param {SignedTicket} ticket
 * @param {Uint8Array} publicKey
 * @returns {Promise<Claims>}
 */
export async function verify(ticket, publicKey) {
  const message = Uint8Array.of(...DOMAIN, ...ticket.head);
  if (!(await isSignedBy(ticket.signature, message, publicKey))) {
    throw new Forged();
  }
  return claimsOf(ticket.head);
}

function claimsOf(head) {
  const fields = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const ticketClass = BY_NUMBER[fields.getUint8(12)];
  if (fields.getUint8(0) !== VERSION || ticketClass === undefined) {
    throw new NotATicket();
  }
  return {
    key: fields.getUint8(1),
    edition: fields.getUint16(2),
    ticket: fields.getBigUint64(4).toString(16).padStart(16, "0"),
    ticketClass,
    firstDay: fields.getUint8(13),
    lastDay: fields.getUint8(14),
  };
}
