/* One scan: the server is asked where it would answer in time, else this phone decides.

   Either way it is on the disk before it is shown. */

import { hidden, newId } from "./ids.js";
import { Keeping } from "./keeping.js";
import { Nonsense } from "./nonsense.js";
import { isConflict, judge, read } from "./rules/rules.js";
import { isVerdict } from "./rules/verdicts.js";
import { shownOf, unkept, verdictOf } from "./shown.js";
import { CannotStore, Change } from "./store.js";
import { Turns } from "./turns.js";

/** @typedef {import("./shown.js").Shown} Shown */

const DEADLINE = 400; // milliseconds that somebody waits for a verdict
const PATIENCE = 3000; // where nothing can be kept, only the server can admit
const REMEMBERED = 50; // scans that may still be overridden
const LONGEST_REASON = 200;

/** There is no verdict: "not_ready", "device_revoked", "elsewhere", "no_such_scan", "no_reason". */
export class NoVerdict extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/**
 * One code before the gate. `verdict` where reading the code was enough; `entry` once the server
 * was asked.
 * @typedef {{scan: object, claims: object|null, verdict: object|null, gate: string, at: number,
 *   entry: object|null}} Attempt
 */

export class Decisions {
  #turns = new Turns();
  #attempts = new Map();
  #nonsense = new Nonsense();

  /** `onHeard(heard)` for each answer, `onTrouble(error)` for each that did not come, `onDecided`
   * when there is something to send. */
  constructor({ holding, clock, link, deadline = DEADLINE, ...told }) {
    const { onHeard, onTrouble, onDecided } = told;
    Object.assign(this, { holding, clock, link, deadline, onHeard, onTrouble, onDecided });
    this.keeping = new Keeping(holding);
  }

  /** @returns {Promise<Shown>} throws NoVerdict */
  scan(code, { heads = 1 } = {}) {
    return this.#timed(() => this.#scan(code, heads));
  }

  /** Admit in spite of a refusal. @returns {Promise<Shown>} throws NoVerdict */
  override(shown, reason) {
    return this.#timed(() => this.#override(shown, reason.trim().slice(0, LONGEST_REASON)));
  }

  /** @returns {Promise<Shown|null>} null where there is nothing to take back */
  voidLast() {
    return this.#timed(() => this.#voidLast());
  }

  /** Resolves when no scan is under way. */
  idle() {
    return this.#turns.take(() => {});
  }

  async #timed(work) {
    const began = performance.now();
    const shown = await this.#turns.take(work);
    return shown && { ...shown, tookMs: performance.now() - began };
  }

  get #knowledge() {
    if (this.holding.knowledge === null) {
      throw new NoVerdict("not_ready");
    }
    return this.holding.knowledge;
  }

  async #scan(code, heads) {
    const attempt = await this.#attempt(code, heads);
    this.#remember(attempt);
    if (attempt.verdict?.reason === "not_a_ticket") {
      return this.#refuseNonsense(attempt);
    }
    const answer = this.#isWorthAsking() ? await this.#ask(attempt) : null;
    return answer ? this.#follow(attempt, answer) : this.#decide(attempt);
  }

  /** @returns {Promise<Attempt>} */
  async #attempt(code, heads) {
    const { snapshot, gate } = this.#knowledge;
    const at = Math.round(this.clock.now());
    const direction = this.holding.direction ?? "in";
    const scan = { id: newId(), code, direction, scanned_at: new Date(at).toISOString() };
    const told = await read(snapshot.keys, code);
    if (isVerdict(told)) {
      return { scan, claims: null, verdict: told, gate: gate.code, at, entry: null };
    }
    scan.heads = told.ticketClass === "group" ? heads : 1;
    return { scan, claims: told, verdict: null, gate: gate.code, at, entry: null };
  }

  #remember(attempt) {
    this.#attempts.set(attempt.scan.id, attempt);
    if (this.#attempts.size > REMEMBERED) {
      this.#attempts.delete(this.#attempts.keys().next().value);
    }
  }

  async #refuseNonsense(attempt) {
    const shown = shownOf(attempt, attempt.verdict, {});
    if (this.#nonsense.isWorthKeeping()) {
      attempt.scan.code = await hidden(attempt.scan.code);
      await this.#settle(attempt, shown);
    }
    return shown;
  }

  /** With scans still to send, the server would not know whom this phone let in. */
  #isWorthAsking() {
    const { queue, storage } = this.holding;
    return storage !== "ok" || (this.link.isHealthy && queue.waiting.length === 0);
  }

  /** Null where there is no answer in time. The question is on the disk before it can be lost. */
  async #ask(attempt) {
    const { holding, link } = this;
    attempt.entry = holding.queue.entry(attempt.scan, { state: "asked" });
    const kept = holding.write(new Change().keep(attempt.entry), "relaxed").catch(() => {});
    const deadline = holding.storage === "ok" ? this.deadline : PATIENCE;
    const heard = await link.send([attempt.scan], deadline).catch((error) => error);
    await kept;
    if (heard instanceof Error) {
      await this.onTrouble(heard);
      return null;
    }
    return this.#answer(attempt, heard);
  }

  async #answer({ entry }, heard) {
    const [result] = heard.document.results;
    if (result.error?.code === "device_revoked") {
      await this.holding.write(new Change().drop(entry)).catch(() => {});
      await this.onTrouble({ kind: "revoked" });
      throw new NoVerdict("device_revoked");
    }
    return result.error ? null : { heard, result };
  }

  async #follow(attempt, { heard, result }) {
    const verdict = verdictOf(result);
    const keptUntil = this.#knowledge.keptUntil(verdict, attempt.at);
    const shown = shownOf(attempt, verdict, { result, keptUntil });
    await this.keeping.follow(attempt, shown);
    this.onHeard(heard);
    return shown;
  }

  #decide(attempt) {
    const { claims, gate, scan, at } = attempt;
    const passage = [this.#knowledge.snapshot, claims, gate, scan.direction, at];
    const verdict = attempt.verdict ?? judge(...passage);
    const conflict = verdict.outcome === "admitted" && isConflict(...passage);
    const keptUntil = this.#knowledge.keptUntil(verdict, at);
    return this.#settle(attempt, shownOf(attempt, verdict, { conflict, keptUntil }));
  }

  /** `decided` is what is sent as decided; an override sends what it overrode. */
  async #settle(attempt, shown, decided = shown) {
    const { outcome, reason } = decided;
    attempt.scan = { ...attempt.scan, decided: { outcome, reason } };
    try {
      await this.keeping.keep(attempt, shown);
    } catch (error) {
      return this.#giveUp(error, attempt, shown);
    }
    this.onDecided();
    return shown;
  }

  #giveUp(error, attempt, shown) {
    if (!(error instanceof CannotStore)) {
      throw error;
    }
    this.keeping.disown(attempt, shown);
    this.onDecided();
    return unkept(shown);
  }

  #override(shown, reason) {
    const refused = this.#attempts.get(shown.id);
    if (!refused || !shown.mayOverride || !reason) {
      throw new NoVerdict(reason ? "no_such_scan" : "no_reason");
    }
    const at = Math.round(this.clock.now());
    const { code, direction, heads } = refused.scan;
    const scanned_at = new Date(at).toISOString();
    const scan = { id: newId(), code, direction, scanned_at, heads, override: { reason } };
    const attempt = { ...refused, scan, at, entry: null };
    const admitted = { outcome: "admitted", reason: "", seen: null, days: null, flag: null };
    return this.#settle(attempt, shownOf(attempt, admitted, {}), shown);
  }

  async #voidLast() {
    const { last } = this.holding;
    if (last === null) {
      return null;
    }
    const at = Math.round(this.clock.now());
    const { id, code, direction, shown } = last;
    const scanned_at = new Date(at).toISOString();
    const scan = { id: newId(), code, direction, scanned_at, voids: id };
    await this.keeping.takeBack(last, scan);
    this.onDecided();
    return { ...shown, id: scan.id, at, decidedBy: "device", mayOverride: false, isVoid: true };
  }

  /** Read without deciding: who stands there, and for how many heads the ticket is. */
  async look(code) {
    const { snapshot } = this.#knowledge;
    const claims = await read(snapshot.keys, code);
    if (isVerdict(claims)) {
      return { isTicket: false, isGroup: false, heads: null, ticketClass: null };
    }
    const { ticket, ticketClass } = claims;
    const isGroup = ticketClass === "group";
    const heads = isGroup ? (snapshot.groups.get(ticket) ?? null) : 1;
    return { isTicket: true, isGroup, heads, ticketClass };
  }
}
