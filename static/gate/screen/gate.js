/* The one place where all parts of the screen meet: what comes in, what is pressed, what is shown. */

import { Camera } from "../camera.js";
import { Sounds } from "../sounds.js";
import { Wedge } from "../wedge.js";
import { hasDirections, showBar } from "./bar.js";
import { Enrolment } from "./enrolment.js";
import { fill } from "./filling.js";
import { HeadsPanel } from "./heads.js";
import { Intake } from "./intake.js";
import { setZone, speak } from "./language.js";
import { Lens } from "./lens.js";
import { Menu } from "./menu.js";
import { showNotices } from "./notices.js";
import { overriding } from "./override.js";
import { find, show } from "./page.js";
import { markPainted } from "./painted.js";
import { Passing } from "./passing.js";
import { Saver } from "./saver.js";
import { searching } from "./searching.js";
import { Sheets } from "./sheets.js";
import { typing } from "./typing.js";
import { VerdictScreen } from "./verdict.js";
import { LastVerdict } from "./voiding.js";

const VIEWS = { not_enrolled: "enrol" }; // the others are called as their phase
const LOOKS_FOR_UPDATES = 5000; // ms between two looks whether it is quiet enough for a new version

export class Gate {
  #isWelcoming = false; // the gate is shown, large, until somebody says that it is the right one
  #isEnrolling = false; // although there is a gate already
  #enrolsByCamera = false;

  constructor(scanner, likes) {
    const { worker, zxing: script, wasm } = document.body.dataset;
    this.scanner = scanner;
    this.likes = likes;
    this.sounds = new Sounds();
    this.sheets = new Sheets();
    this.passing = new Passing(() => this.#refresh());
    this.camera = new Camera(find("video"), { worker, script, wasm });
    this.lens = new Lens(this.camera, likes);
    this.saver = new Saver(() => this.view === "ready" && !this.sheets.isOpen);
    this.verdict = new VerdictScreen();
    this.heads = new HeadsPanel(this.sheets);
    this.intake = new Intake(scanner, this.heads, (...verdict) => this.#show(...verdict));
    this.last = new LastVerdict(scanner, this.sheets, () => this.#takeBack());
    this.menu = new Menu(this);
    this.enrolment = new Enrolment(scanner, () => this.#welcome());
  }

  start(language) {
    this.#isEnrolling = this.enrolment.takeLink();
    this.#read();
    this.#press();
    this.#listen();
    this.speak(language);
    setInterval(() => this.#updateWhenQuiet(), LOOKS_FOR_UPDATES);
  }

  get view() {
    const { storage, phase, gate } = this.scanner.state;
    if (storage === "refused") {
      return "refused";
    }
    if (this.#isEnrolling && phase !== "elsewhere") {
      return "enrol";
    }
    const isWelcome = this.#isWelcoming && gate && ["ready", "preparing"].includes(phase);
    return isWelcome ? "enrolled" : (VIEWS[phase] ?? phase);
  }

  /* What comes in */

  #read() {
    new Wedge((text, { isHangul }) => {
      if (isHangul) {
        this.passing.say("isHangul");
      }
      this.#take(text, { source: "wedge" });
    });
    this.camera.addEventListener("code", ({ detail: { text, isBinary } }) => {
      this.#take(text, { source: "camera", isBinary });
    });
  }

  #take(text, how) {
    this.saver.touch();
    if (this.view === "enrol") {
      this.enrolment.offer(text);
    } else if (this.view === "ready") {
      this.intake.take(text, how);
    }
  }

  #show(shown, extra = {}) {
    const facts = { ...extra, gate: this.scanner.state.gate };
    if (!this.heads.isOpen) {
      this.sheets.close();
    }
    const { tone } = this.verdict.show(shown, facts);
    markPainted();
    this.sounds.tell(tone);
    this.last.keep({ at: this.scanner.now(), ...shown }, facts);
  }

  async #takeBack() {
    const shown = await this.scanner.voidLast();
    this.#rearm();
    if (shown) {
      this.#show(shown);
    }
  }

  #rearm() {
    this.intake.rearm();
    this.camera.rearm();
  }

  /* What is pressed */

  #press() {
    const openType = typing(this.sheets, (code) => this.#take(code, { source: "typed" }));
    const openMenu = () => this.menu.open();
    const openOverride = overriding(this.sheets, (...why) => this.#override(...why));
    this.verdict.addEventListener("override", () => openOverride(this.verdict.shown));
    this.#onClick({
      "open-type": openType,
      "open-search": searching(this.sheets, this.scanner, (person) => this.#choose(person)),
      "open-menu": openMenu,
      "enrol-camera": () => this.#enrolByCamera(),
      "enrol-back": () => this.#enrolAgain(false),
      "enrolled-confirm": () => this.#begin(),
      "enrolled-wrong": () => this.#enrolAgain(true),
      "revoked-again": () => this.#enrolAgain(true),
      "elsewhere-here": () => this.scanner.takeOver(),
      "refused-again": () => location.reload(),
    });
    this.#onKey({ F2: () => this.#turn(), F4: openType, F8: () => this.last.ask(), F9: openMenu });
    find("direction").addEventListener("change", ({ target }) => this.#direct(target.value));
  }

  #onClick(actions) {
    for (const [id, action] of Object.entries(actions)) {
      find(id).addEventListener("click", action);
    }
  }

  #onKey(actions) {
    document.addEventListener("keydown", (event) => {
      if (actions[event.key] && this.view === "ready") {
        event.preventDefault();
        this.verdict.leave();
        actions[event.key]();
      }
    });
  }

  async #override(shown, reason) {
    this.#show(await this.scanner.override(shown, reason), { reason });
  }

  #choose({ code, heads }) {
    find("search").close();
    this.intake.take(code, { source: "search", heads: heads > 1 ? null : 1 });
  }

  #turn() {
    this.sheets.close();
    this.#direct(this.scanner.state.direction === "in" ? "out" : "in");
  }

  #direct(direction) {
    if (hasDirections(this.scanner.state.gate)) {
      this.scanner.setDirection(direction);
      this.#rearm();
    }
  }

  #enrolAgain(isEnrolling) {
    this.#isEnrolling = isEnrolling;
    this.#refresh();
  }

  #enrolByCamera() {
    this.#enrolsByCamera = true;
    this.lens.use(true);
    this.#refresh();
  }

  #welcome() {
    this.#isWelcoming = true;
    this.#enrolsByCamera = false;
    this.#enrolAgain(false);
  }

  #begin() {
    this.#isWelcoming = false;
    this.#refresh();
    this.#focus();
  }

  /* What is shown */

  #listen() {
    this.scanner.addEventListener("change", () => this.#refresh());
    this.scanner.addEventListener("confirmed", ({ detail }) => this.#confirm(detail));
    this.verdict.addEventListener("left", () => this.#focus());
    this.saver.addEventListener("moved", () => this.#refresh());
    window.addEventListener("hashchange", () => this.#enrolAgain(this.enrolment.takeLink()));
    for (const name of ["pointerup", "keydown"]) {
      window.addEventListener(name, () => this.#unlockSound(), { capture: true });
    }
  }

  #confirm({ id, agrees }) {
    this.verdict.confirm(id);
    if (!agrees) {
      this.passing.say("wasCorrected");
    }
  }

  async #unlockSound() {
    await this.sounds.unlock();
    this.#refresh();
  }

  speak(language) {
    this.likes.set("language", language);
    speak(language);
    this.verdict.repeat();
    this.#refresh();
  }

  #refresh() {
    const { view, scanner, sounds } = this;
    const { state } = scanner;
    setZone(state.edition?.timezone);
    if (document.body.dataset.view !== view) {
      this.#change(view);
    }
    this.passing.remarks.isSilent = view === "ready" && sounds.isLocked && !sounds.isMuted;
    showBar(state, view);
    showNotices(state, this.passing.remarks, {
      update_now: () => scanner.applyUpdate(),
      enrol_again: () => this.#enrolAgain(true),
    });
    fill(state);
    this.menu.show();
    this.last.show();
    this.enrolment.show(this.#isEnrolling && state.phase !== "not_enrolled");
    this.lens.want(this.#needsCamera(view), find(view === "enrol" ? "enrol-lens" : "field"));
    this.lens.show();
  }

  #change(view) {
    if (view !== "ready") {
      this.verdict.leave();
      this.sheets.close();
    }
    show(view);
    this.#focus();
  }

  #needsCamera(view) {
    return (view === "ready" && !this.saver.isSaving) || (view === "enrol" && this.#enrolsByCamera);
  }

  /** Back to where codes are read. */
  #focus() {
    if (this.view === "ready" && !this.sheets.isOpen && !this.verdict.isOpen) {
      find("field").focus({ preventScroll: true });
    }
  }

  #updateWhenQuiet() {
    const isQuiet = this.saver.isQuiet && !this.sheets.isOpen && !this.verdict.isOpen;
    if (this.scanner.state.hasUpdate && isQuiet && !this.intake.isBusy) {
      this.scanner.applyUpdate();
    }
  }
}
