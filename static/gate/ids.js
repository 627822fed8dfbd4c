/* Names that this phone gives: ids of scans, and what is kept of a code that is no ticket. */

const SHORT = 16; // hexadecimal digits

export function newId() {
  return crypto.randomUUID();
}

/** A code that is no ticket may be somebody's business card: only a hash of it is kept and sent. */
export async function hidden(code) {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  const digits = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0"));
  return `not-a-ticket:${digits.join("").slice(0, SHORT)}`;
}
