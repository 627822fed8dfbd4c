/* Stands in for the engine where a test wants one exact state: `window.engine` is told what to say. */

const FIRST = {
  phase: "ready",
  edition: { slug: "2023", timezone: "Asia/Seoul" },
  gate: { code: "E1", name_ko: "1번 출입구 (4B 앞)", name_en: "Entrance 1", purpose: "entrance" },
  deviceName: "E1-01",
  direction: "in",
  isOnline: true,
  pending: 0,
  setAside: 0,
  lastContact: Date.parse("2023-11-25T13:02:11+09:00"),
  skewMs: 0,
  phoneAheadMs: 300,
  version: "0123456789ab",
  hasUpdate: false,
  ready: { app: true, keys: true, snapshot: true },
  storage: "ok",
  battery: 82,
  passedToday: 1204,
  maySearch: true,
  trouble: null,
};

const ADMITTED = {
  outcome: "admitted",
  reason: "",
  seen: null,
  days: null,
  flag: null,
  decidedBy: "server",
  holder: null,
  ticketClass: "visitor",
  heads: 1,
  conflict: false,
  isEstimate: false,
  mayOverride: false,
  gate: "E1",
  tookMs: 3,
  isVoid: false,
};

export class Scanner extends EventTarget {
  static async open() {
    window.engine = new Scanner();
    return window.engine;
  }

  constructor() {
    super();
    this.state = { ...FIRST, ...window.firstState };
    this.last = null;
    this.calls = [];
    this.answers = []; // of the next scans; the last one again and again
    this.looks = { isTicket: true, isGroup: false, heads: 1, ticketClass: "visitor" };
    this.people = [];
    this.refuses = {}; // what a call throws instead
  }

  now() {
    return Date.parse("2023-11-25T13:02:11+09:00");
  }

  become(state) {
    this.state = { ...this.state, ...state };
    this.dispatchEvent(new Event("change"));
  }

  look(code) {
    return this.#call("look", { code }, this.looks);
  }

  scan(code, how) {
    const answer = this.answers.length > 1 ? this.answers.shift() : (this.answers[0] ?? {});
    const shown = this.#shown({ heads: how.heads, ...answer });
    this.last = shown.outcome === "admitted" ? shown : this.last;
    return this.#call("scan", { code, ...how }, shown);
  }

  override(shown, reason) {
    const admitted = { ...shown, outcome: "admitted", reason: "", mayOverride: false };
    return this.#call("override", { id: shown.id, reason }, admitted);
  }

  voidLast() {
    const shown = { ...this.last, isVoid: true };
    this.last = null;
    return this.#call("voidLast", {}, shown);
  }

  async setDirection(direction) {
    this.become({ direction });
  }

  async enrol(code) {
    await this.#call("enrol", { code });
    this.become({ phase: "ready" });
  }

  search(text) {
    return this.#call("search", { text }, this.people);
  }

  async leave(how) {
    await this.#call("leave", how);
    this.become({ phase: "not_enrolled", gate: null });
  }

  takeOver() {
    this.become({ phase: "ready" });
    return this.#call("takeOver");
  }

  applyUpdate() {
    return this.#call("applyUpdate");
  }

  async #call(name, given = {}, answer = undefined) {
    this.calls.push({ name, ...given });
    if (this.refuses[name]) {
      throw Object.assign(new Error(name), this.refuses[name]);
    }
    return answer;
  }

  #shown(answer) {
    const id = String(this.calls.length + Math.random());
    return { ...ADMITTED, id, at: this.now(), direction: this.state.direction, ...answer };
  }
}
