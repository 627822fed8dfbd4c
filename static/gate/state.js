/* Everything a screen may want to know, in one plain object. */

/**
 * @typedef {{phase: "starting"|"not_enrolled"|"preparing"|"ready"|"revoked"|"elsewhere",
 *   edition: {slug: string, timezone: string|undefined}|null,
 *   gate: {code: string, name_ko: string, name_en: string, purpose: string}|null,
 *   deviceName: string, direction: "in"|"out", isOnline: boolean, pending: number,
 *   setAside: number, lastContact: number|null, skewMs: number|null, phoneAheadMs: number|null,
 *   version: string, hasUpdate: boolean,
 *   ready: {app: boolean, keys: boolean, snapshot: boolean}, storage: "ok"|"full"|"refused",
 *   battery: number|null, passedToday: number, maySearch: boolean, trouble: string|null}} State
 *   `lastContact` is of the fair's clock; `setAside` counts scans that the server will not take.
 */

/** @returns {State} */
export function stateOf(scanner) {
  return { ...ofDoor(scanner), ...ofLink(scanner), ...ofPhone(scanner) };
}

function ofDoor({ phase, holding, clock }) {
  const { device, knowledge, direction } = holding;
  return {
    phase,
    edition: device && { slug: device.edition, timezone: knowledge?.edition.timezone },
    gate: knowledge && gateOf(knowledge.gate),
    deviceName: device?.name ?? "",
    maySearch: device?.maySearch ?? false,
    direction: direction ?? "in",
    passedToday: passedToday(holding, clock),
  };
}

function ofLink({ link, holding, digest, trouble }) {
  return {
    isOnline: link.isOnline,
    lastContact: link.lastContact,
    trouble: link.trouble ?? trouble,
    pending: holding.queue.waiting.length,
    setAside: holding.queue.aside.length,
    skewMs: digest.skew,
    phoneAheadMs: digest.phoneAhead,
  };
}

function ofPhone({ version, readiness, holding, battery }) {
  const { knowledge, storage } = holding;
  const ready = {
    app: readiness.isComplete,
    keys: Boolean(knowledge?.snapshot.keys.size),
    snapshot: knowledge !== null,
  };
  return { version, hasUpdate: readiness.hasUpdate, ready, storage, battery };
}

function gateOf({ code, name_ko, name_en, purpose }) {
  return { code, name_ko, name_en, purpose };
}

function passedToday({ knowledge, today }, clock) {
  return today && knowledge?.dayOf(clock.now()) === today.day ? today.passed : 0;
}
