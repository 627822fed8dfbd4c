/* Talking with the server, and telling apart all that may come back instead of an answer. */

/**
 * Why there is no answer to believe. `kind`: "network", "timeout", "html" (somebody else answered),
 * "server" (it failed), "cut" (half an answer), "strange" (whole, but not what was asked for),
 * "busy", "throttled", "revoked", "bad_token", "refused" (the server says no and why: `code`).
 */
export class Trouble extends Error {
  constructor(kind, { code = "", status = 0, wait = 0, document = null, cause } = {}) {
    super(code || kind, { cause });
    Object.assign(this, { kind, code, status, wait, document });
  }
}

/** @typedef {{document: object, roundTrip: number}} Answer  its JSON; milliseconds */

export class Uplink {
  constructor({ root, fetch: fetched = (...call) => fetch(...call) }) {
    this.root = root;
    this.fetch = fetched;
    this.token = "";
  }

  /** @returns {Promise<Answer>} throws Trouble, after `deadline` milliseconds at the latest */
  post(path, document, deadline) {
    return this.#ask(path, { method: "POST", body: JSON.stringify(document) }, deadline);
  }

  get(path, deadline) {
    return this.#ask(path, { method: "GET" }, deadline);
  }

  async #ask(path, request, deadline) {
    const began = performance.now();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), deadline);
    try {
      const options = { ...OPTIONS, ...request, headers: this.#headers(), signal: stop.signal };
      const response = await this.fetch(this.root + path, options);
      const document = await read(response);
      return { document, roundTrip: performance.now() - began };
    } catch (error) {
      throw stop.signal.aborted ? new Trouble("timeout", { cause: error }) : troubleOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  #headers() {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    return this.token ? { ...headers, Authorization: `Device ${this.token}` } : headers;
  }
}

// A hotel's log-in page is reached by a redirect, which this API never sends.
const OPTIONS = { cache: "no-store", credentials: "omit", redirect: "manual" };

async function read(response) {
  if (response.type === "opaqueredirect" || (response.ok && !isJson(response))) {
    throw new Trouble("html", { status: response.status });
  }
  if (response.ok) {
    return parsed(response);
  }
  throw refusalOf(response, isJson(response) ? await parsed(response).catch(() => null) : null);
}

function isJson(response) {
  return /^application\/(problem\+)?json\b/.test(response.headers.get("Content-Type") ?? "");
}

async function parsed(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Trouble("cut", { cause: error });
  }
}

function refusalOf(response, document) {
  const { status } = response;
  const code = typeof document?.code === "string" ? document.code : "";
  const wait = waitOf(response.headers.get("Retry-After") ?? "");
  return new Trouble(kindOf(status, code), { code, status, wait, document });
}

/** Milliseconds; the header tells seconds or, of a proxy's, a date. */
function waitOf(told) {
  const wait = told.trim() === "" || isFinite(told) ? told * 1000 : Date.parse(told) - Date.now();
  return Math.max(0, wait) || 0;
}

function kindOf(status, code) {
  if (status >= 500) {
    return KINDS[code] ?? "server";
  }
  if (status === 429) {
    return "throttled";
  }
  if (code === "") {
    return "html"; // every refusal of ours has a code: this is a proxy's word
  }
  return KINDS[code] ?? "refused";
}

const KINDS = {
  device_revoked: "revoked",
  bad_token: "bad_token",
  not_authenticated: "bad_token",
  door_busy: "busy",
  busy: "busy",
};

function troubleOf(error) {
  return error instanceof Trouble ? error : new Trouble("network", { cause: error });
}
