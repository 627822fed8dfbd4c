/* A phone becomes a door's, by a one-time code against a token, and ceases to be one. */

import { CannotStore, Change } from "./store.js";

const DEADLINE = 10_000;
const CODE = /code=([^&\s]+)/;

/** Why the phone is not enrolled: the server's code, "cannot_store", "network", "timeout", … */
export class EnrolmentRefused extends Error {
  constructor(code, { wait = 0, cause } = {}) {
    super(code, { cause });
    Object.assign(this, { code, wait });
  }
}

/** Leaving is not possible: "unsent_scans". */
export class CannotLeave extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** Throws CannotLeave while there are scans that nobody else has, unless told to. */
export function checkLeaving({ queue }, evenUnsent) {
  if (queue.waiting.length > 0 && !evenUnsent) {
    throw new CannotLeave("unsent_scans");
  }
}

/** The code in what was scanned or typed: a link that carries it behind `#`, or the code alone. */
export function codeIn(text) {
  const [, fragment = text] = text.split("#");
  const [, code = fragment] = CODE.exec(fragment) ?? [];
  return decodeURIComponent(code).trim();
}

/** Throws EnrolmentRefused. A code works once, so whether its token can be kept is tried before. */
export async function enrol(text, { holding, uplink }) {
  await written(holding, new Change().about("probe", Date.now()));
  const device = deviceOf(await asked(codeIn(text), uplink));
  const isAnother = holding.device !== null && holding.device.uuid !== device.uuid;
  const change = new Change().about("device", device);
  const strangers = isAnother ? holding.queue.waiting.map(setAside) : [];
  strangers.forEach((entry) => change.keep(entry));
  if (isAnother) {
    ["rules", "base", "cursor", "last", "today"].forEach((name) => change.about(name, null));
  }
  await written(holding, change);
  await holding.reload();
  navigator.storage?.persist?.().catch(() => {}); // some browsers ask first: nobody waits for it
}

/** Another device's scans cannot be told under this one's name. */
function setAside(entry) {
  return { ...entry, state: "aside", error: "other_device" };
}

async function written(holding, change) {
  try {
    await holding.write(change);
  } catch (error) {
    throw error instanceof CannotStore ? refusal("cannot_store", error) : error;
  }
}

async function asked(code, uplink) {
  try {
    const request = { enrolment_code: code };
    return (await uplink.post("devices/enrol/", request, DEADLINE)).document;
  } catch (error) {
    throw refusal(error.kind === "throttled" ? "throttled" : error.code || error.kind, error);
  }
}

function deviceOf({ token, device, gate, edition }) {
  if ([token, device, gate, edition].some((each) => typeof each !== "string" || each === "")) {
    throw refusal("strange");
  }
  return { token, uuid: device, gate, edition, name: "", maySearch: false };
}

function refusal(code, cause) {
  return new EnrolmentRefused(code, { cause, wait: cause?.wait ?? 0 });
}
