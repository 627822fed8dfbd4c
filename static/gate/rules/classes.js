/* The classes of a ticket. The code on it names them by their place here, which is frozen. */

export const BY_NUMBER = Object.freeze([
  "visitor",
  "exhibitor",
  "media",
  "staff",
  "service",
  "speaker",
  "group",
]);

/** Those whose entries are visits, and whom a gate's hours concern. */
export const VISITOR_CLASSES = new Set(["visitor", "group"]);
