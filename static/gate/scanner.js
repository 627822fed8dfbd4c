/* The scanner without its screen: what a gate does, whether or not there is a network.

   Everything beside it does one thing; here they are put together, and told as one `state`. */

import { forgetUnanswered } from "./corrections.js";
import { Decisions, NoVerdict } from "./decisions.js";
import { Digest } from "./digest.js";
import { checkLeaving, enrol } from "./enrolment.js";
import { FairClock } from "./fair_clock.js";
import { Holding } from "./holding.js";
import { Link } from "./link.js";
import { Readiness } from "./readiness.js";
import { Snapshots } from "./snapshots.js";
import { stateOf } from "./state.js";
import { watch } from "./surroundings.js";
import { Sync } from "./sync.js";
import { Tabs } from "./tabs.js";
import { Uplink } from "./uplink.js";

/** @typedef {import("./shown.js").Shown} Shown */

const SEARCH_DEADLINE = 5000;

export class Scanner extends EventTarget {
  /** Never throws: what does not work is told in `state`. */
  static async open(options = {}) {
    const scanner = new Scanner(options);
    await scanner.#open();
    return scanner;
  }

  constructor({ root = "/api/v1/", storage = globalThis.indexedDB, worker = "/gate/sw.js", ...more }) {
    super();
    this.storage = storage;
    this.worker = worker;
    this.version = more.version ?? document.body?.dataset.version ?? "";
    this.limits = { quick: more.quick, deadline: more.deadline };
    this.uplink = new Uplink({ root, ...more });
    this.clock = new FairClock(more);
    this.phase = "starting";
    this.battery = null;
    this.trouble = null;
    this.state = {};
  }

  async #open() {
    const onStorage = () => this.#tell();
    const onOutdated = () => this.#note({ phase: "elsewhere" });
    this.holding = await Holding.open(this.storage, { onOutdated, onStorage });
    this.#connect();
    this.tabs = new Tabs({ onLost: () => this.#giveWay(), onFree: () => this.#resume() });
    this.#watch();
    await ((await this.tabs.isFirst()) ? this.#start() : this.#note({ phase: "elsewhere" }));
    this.readiness.start(this.worker);
  }

  #connect() {
    const { holding, clock, uplink, limits } = this;
    const onTrouble = (error) => this.#meet(error);
    this.link = new Link({ ...limits, uplink, clock, report: () => this.#report() });
    this.digest = new Digest({ holding, clock, onConfirmed: (told) => this.#confirm(told) });
    this.snapshots = new Snapshots({
      holding,
      uplink,
      onTrouble: (error) => this.#meet(error, error.kind ?? "snapshot"),
      onLearnt: () => this.#learnt(),
    });
    this.sync = new Sync({
      holding,
      link: this.link,
      onHeard: (heard, entries) => this.#hear(heard, entries),
      onTrouble,
    });
    this.decisions = new Decisions({
      ...limits,
      holding,
      clock,
      link: this.link,
      onHeard: (heard) => this.#hear(heard),
      onTrouble,
      onDecided: () => this.#sendSoon(),
    });
    this.readiness = new Readiness({ version: this.version, onChange: () => this.#tell() });
    this.link.addEventListener("change", () => this.#tell());
  }

  async #start() {
    const { holding } = this;
    if (holding.device === null) {
      return this.#note({ phase: "not_enrolled" });
    }
    this.uplink.token = holding.device.token;
    if (holding.clock) {
      this.clock.restore(holding.clock);
    }
    await forgetUnanswered(holding).catch(() => {}); // state.storage tells
    this.#note({ phase: holding.knowledge ? "ready" : "preparing" });
    this.sync.start();
    if (holding.knowledge === null) {
      this.snapshots.fetch();
    }
  }

  // ---- what the screen asks for

  /** Milliseconds of the fair's clock. */
  now() {
    return this.clock.now();
  }

  /** Trade a one-time code, or the link that carries it, for this door; throws EnrolmentRefused. */
  async enrol(code) {
    await enrol(code, this);
    this.sync.stop();
    this.sync.onlyHandsIn = false;
    this.trouble = null;
    await this.#start();
  }

  look(code) {
    return this.decisions.look(code);
  }

  /** @returns {Promise<Shown>} throws NoVerdict in any phase but "ready" */
  async scan(code, { heads = 1 } = {}) {
    this.#mustBeReady();
    const shown = await this.decisions.scan(code, { heads });
    this.#tell();
    return shown;
  }

  async override(shown, reason) {
    this.#mustBeReady();
    return this.decisions.override(shown, reason);
  }

  async voidLast() {
    this.#mustBeReady();
    const shown = await this.decisions.voidLast();
    this.#tell();
    return shown;
  }

  /** What `voidLast` would take back; null where there is nothing. */
  get last() {
    return this.holding.last?.shown ?? null;
  }

  async setDirection(direction) {
    await this.holding.set("direction", direction).catch(() => {
      this.holding.direction = direction; // for as long as the page lives
    });
    this.#tell();
  }

  /** People of that name; nothing of them is kept. Throws Trouble. */
  async search(text) {
    const { document } = await this.uplink.post("gate/search/", { q: text }, SEARCH_DEADLINE);
    return document.people;
  }

  /** Forget this door. Throws CannotLeave while there are scans that nobody else has. */
  async leave({ evenUnsent = false } = {}) {
    checkLeaving(this.holding, evenUnsent);
    this.sync.stop();
    await this.decisions.idle();
    await this.holding.forgetAll();
    this.uplink.token = "";
    this.#note({ phase: "not_enrolled" });
  }

  /** Let the newer version run, once no scan is under way. The page is loaded anew. */
  async applyUpdate() {
    await this.decisions.idle();
    this.readiness.activate();
  }

  /** Scan in this tab instead of the other. */
  async takeOver() {
    await this.tabs.takeOver();
    await this.#resume();
  }

  // ---- what happens meanwhile

  #mustBeReady() {
    if (this.phase !== "ready") {
      throw new NoVerdict(NO_VERDICT[this.phase] ?? "not_ready");
    }
  }

  #report() {
    const { holding, battery, version } = this;
    return {
      cursor: holding.knowledge?.cursor ?? "",
      pending: holding.queue.waiting.length,
      sent_at: new Date(this.clock.now()).toISOString(),
      version,
      battery,
    };
  }

  async #hear(heard, entries = []) {
    if (heard.serverTime !== undefined) {
      this.digest.hear(heard);
      this.#learn(heard.document);
    }
    const isStale = await this.digest.take(heard, entries);
    if (heard.document.is_revoked) {
      await this.#revoke();
    } else if (isStale || this.phase === "preparing") {
      this.snapshots.fetch();
    }
    this.#tell();
  }

  /** What an organiser has changed of this device since. */
  #learn({ device }) {
    if (!device || this.phase !== "ready") {
      return;
    }
    this.holding.describe(device).catch(() => {}); // told again at the next contact
    if (device.gate !== this.holding.knowledge.gate.code) {
      this.snapshots.fetch();
    }
  }

  #learnt() {
    this.#note({ trouble: null, phase: this.phase === "preparing" ? "ready" : this.phase });
  }

  /** What the link says of itself is told anyway; without a snapshot it says all is well. */
  async #meet(error, trouble = null) {
    if (error.kind === "revoked") {
      return this.#revoke();
    }
    return this.#note({ trouble: trouble ?? this.trouble });
  }

  /** No verdict more. What was decided is still handed in; then the phone forgets the door. */
  async #revoke() {
    this.sync.onlyHandsIn = true;
    this.#note({ phase: "revoked" });
    if (this.holding.queue.waiting.length > 0 || this.holding.device === null) {
      return;
    }
    this.sync.stop();
    await this.holding.forget().catch(() => {});
    this.uplink.token = "";
    this.#tell();
  }

  #confirm(told) {
    this.dispatchEvent(new CustomEvent("confirmed", { detail: told }));
  }

  #sendSoon() {
    this.sync.hurry();
    this.#tell();
  }

  #giveWay() {
    this.sync.stop();
    this.#note({ phase: "elsewhere" });
  }

  async #resume() {
    await this.holding.reload();
    await this.#start();
  }

  #watch() {
    watch({
      onOnline: () => this.sync.wake(),
      onOffline: () => this.link.missed({ kind: "network" }),
      onHidden: () => this.clock.hide(),
      onSeen: () => this.#see(),
      onBattery: (battery) => this.#note({ battery }),
    });
  }

  #see() {
    this.clock.show();
    this.sync.wake();
  }

  // ---- what is told

  #note(values) {
    Object.assign(this, values);
    this.#tell();
  }

  #tell() {
    const state = stateOf(this);
    if (JSON.stringify(state) !== JSON.stringify(this.state)) {
      this.state = state;
      this.dispatchEvent(new Event("change"));
    }
  }
}

const NO_VERDICT = { revoked: "device_revoked", elsewhere: "elsewhere" };
