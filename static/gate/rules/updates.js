/* What the server says has changed since a cursor, worked into the document a phone keeps. */

/**
 * Whether only a whole snapshot helps: the server says so, or the gate leads elsewhere now, of
 * which an update tells nothing.
 */
export function asksForSnapshot(document, updates) {
  if (updates.is_stale) {
    return true;
  }
  return updates.gate !== null && updates.gate.area !== document.gates[0].area;
}

/**
 * Returns a new document and leaves the given one alone. Nothing changes where a snapshot is asked
 * for. With `today`, those last seen on a day before are forgotten.
 */
export function applyUpdates(document, updates, { today = "" } = {}) {
  if (asksForSnapshot(document, updates)) {
    return document;
  }
  const ruled = updates.gate === null ? document : withRules(document, updates);
  return {
    ...ruled,
    cursor: updates.cursor,
    areas: withSeen(withSeats(ruled, updates.seats), updates.seen, today),
    revoked: union(ruled.revoked, updates.revoked),
  };
}

/** The rules come whole when any of them has changed. The capacity belongs to the area. */
function withRules(document, { edition, days, keys, gate }) {
  const area = document.areas[gate.area];
  const areas = area ? { ...document.areas, [gate.area]: { ...area, capacity: gate.capacity } } : {};
  return { ...document, edition, days, keys, gates: [gate], areas };
}

/** The seats of the session come whole when any of them was given or given up. */
function withSeats(document, seats) {
  const { area } = document.gates[0];
  if (area === null || seats === null) {
    return document;
  }
  return { ...document, areas: { ...document.areas, [area]: { ...document.areas[area], ...seats } } };
}

function withSeen(document, moved, today) {
  const { area } = document.gates[0];
  if (area === null || (moved.length === 0 && today === "")) {
    return document.areas;
  }
  const seen = { ...document.areas[area].seen };
  moved.forEach((row) => move(seen, row));
  forgetBefore(seen, today);
  return { ...document.areas, [area]: { ...document.areas[area], seen } };
}

/** A ticket without a direction is to be forgotten: all its passages were taken back. */
function move(seen, { ticket, ...passage }) {
  if (passage.direction === null) {
    delete seen[ticket];
  } else {
    seen[ticket] = passage;
  }
}

function forgetBefore(seen, today) {
  for (const [ticket, passage] of Object.entries(seen)) {
    if (passage.day < today) {
      delete seen[ticket];
    }
  }
}

function union(known, added) {
  return added.length === 0 ? known : [...new Set([...known, ...added])];
}
