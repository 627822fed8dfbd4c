/* What kind of thing a code is, told without keeping or showing what stands in it. */

import { keysOf } from "./hangul.js";

export const LENGTH = 121;
const TICKET = /^K1[0-9A-Z $%*+\-./:]{119}$/;
const ENROLMENT = /^[2-9A-HJKMNP-Z]{12}$/;
const UNPRINTABLE = /[\u0000-\u0008\u000e-\u001f\ufffd]/;
const KINDS = [
  ["half", /^K1/],
  ["url", /^(https?:\/\/|www\.)/i],
  ["contact", /^(BEGIN:VCARD|MECARD:|BIZCARD:)/i],
  ["wifi", /^WIFI:/i],
  ["message", /^(tel:|sms:|smsto:|mailto:|matmsg:)/i],
  ["number", /^\d+$/],
];

/** Any QR code's kind, as a key of words.js: "url", "contact", … Only called for no tickets. */
export function kindOf(text, isBinary = false) {
  if (isBinary || UNPRINTABLE.test(text)) {
    return "binary";
  }
  if (enrolmentCodeIn(text)) {
    return "enrolment";
  }
  return KINDS.find(([, form]) => form.test(text))?.[0] ?? "text";
}

export function looksLikeTicket(text) {
  return TICKET.test(text);
}

/** What was typed or pasted, with the keys of a Korean input method and small letters mended. */
export function mended(text) {
  const keys = keysOf(text);
  const large = keys.toUpperCase(); // a code may end in a space: it is trimmed only where that helps
  const ticket = [large, large.trim(), large.trimStart()].find(looksLikeTicket);
  return ticket ?? (large.startsWith("K1") ? large : keys);
}

/** The ticket that a text ends with, as when a hand scanner typed into some field; or null. */
export function ticketAtTheEnd(text) {
  const tail = keysOf(text).toUpperCase().slice(-LENGTH);
  return looksLikeTicket(tail) ? tail : null;
}

/** The enrolment code in a text: as printed, as typed, or at the end of its link; or null. */
export function enrolmentCodeIn(text) {
  const told = plain(text).replace(/^.*#(CODE=)?/, "");
  return ENROLMENT.test(told) ? told.match(/.{4}/g).join("-") : null;
}

function plain(text) {
  return keysOf(text).toUpperCase().replace(/[\s-]/g, "");
}
