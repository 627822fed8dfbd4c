/* The kiosk: which press leads to which screen. What each of them needs stands in its own module. */

import { Wedge } from "../../gate/wedge.js";
import { Bell } from "./bell.js";
import * as comforts from "./comforts.js";
import { beat } from "./heart.js";
import { ReservationNumber, numberIn } from "./numbers.js";
import { Countdown, Idleness } from "./patience.js";
import { forget } from "./printing.js";
import { Stage } from "./stage.js";
import { Visit } from "./visit.js";

const IDLE = 60; // seconds until somebody is asked whether he is still there
const WARNING = 30; // seconds to answer
const DONE = 20; // seconds to read what comes next
const LONGER = 120; // the same, for whoever asks for more
const TAPS = { many: 7, within: 4000 }; // on the kiosk's name, by the staff: docs/kiosk.md

const OUT = ["device_revoked", "not_a_kiosk", "not_authenticated"];
const CALLS = ["called", "coming", "sign"];
const DEAF = ["who", "waiting", "printing", "printed", "out"]; // no code is read on these
const PATIENT = ["waiting", "printing", "done", "sign", "out"]; // nobody is asked on these

const page = document.body.dataset;
const stage = new Stage();
const bell = new Bell(page.call, showBell);
const number = new ReservationNumber();
const reading = new Countdown();
const patience = new Countdown();
let visit = new Visit(page);
let state = { today: null, now: "", numbers_are_paused: false };
let isOffline = false;
let isBusy = false;
let taps = [];

/** A fresh start for the same visitor: how the screen looks for him stays. */
function begin() {
  reading.stop();
  forget();
  number.clear();
  bell.forget();
  visit = new Visit(page);
  stage.show("start");
  showNotice();
}

/** The visitor has gone, and with him everything of his. */
function finish() {
  comforts.reset();
  begin();
  speak(page.language);
}

function speak(language) {
  stage.speak(language);
  comforts.apply(stage);
  showClock();
}

function showClock() {
  stage.mark("[data-slot=clock]", (clock) => (clock.textContent = state.now.slice(11, 16)));
}

function showNotice() {
  const word = isOffline ? "offline" : bell.isRinging && "called";
  stage.name === "start" && stage.tell({ notice: word && { kind: "word", word } });
}

// A visit

async function find(shown) {
  await once(async () => {
    reading.stop();
    stage.show("waiting");
    stage.show("who", { name: await visit.find(shown) });
  });
}

async function yes() {
  await once(async () => {
    stage.show("printing");
    await visit.print();
    stage.show("printed");
  });
}

/** One thing at a time: a button pressed twice is pressed once. */
async function once(act) {
  if (isBusy) {
    return;
  }
  isBusy = true;
  try {
    await act();
  } catch (refusal) {
    refuse(refusal);
  } finally {
    isBusy = false;
  }
}

/** The screen of the server's word. Without one something is broken; a badge is worth a call. */
function refuse({ code, facts }) {
  if (OUT.includes(code)) {
    stage.show("out");
  } else if (stage.has(code)) {
    stage.show(code, { over: facts.days && { kind: "days", days: facts.days } });
  } else if (stage.name === "printing") {
    call("unprinted");
  } else {
    stage.show("trouble");
  }
}

function done() {
  const { days, day, entrances } = visit.next;
  stage.show("done", {
    days: { kind: "days", days },
    dayname: day && { kind: "day", day: day.date },
    hours: day && `${day.opens} – ${day.closes}`,
    entrances,
  });
  readFor(DONE);
}

function readFor(seconds) {
  reading.start(seconds, (left) => stage.name === "done" && stage.tell({ left }), finish);
}

// A number

function typeNumber() {
  number.clear();
  stage.show(state.numbers_are_paused ? "number_entry_paused" : "number", { number: number.shown });
}

function showNumber() {
  stage.tell({ number: number.shown, short: "" });
}

function findNumber() {
  if (number.isWhole) {
    find({ number: number.text });
  } else {
    stage.tell({ short: { kind: "word", word: "missing" } });
  }
}

addEventListener(
  "keydown",
  (event) => {
    const meant = stage.name === "number" && !stage.isWarning ? number.press(event) : "";
    if (meant === "typed") {
      showNumber();
    } else if (meant === "find") {
      findNumber();
    }
  },
  { capture: true }, // before the scanner's, which keeps its keys to itself
);

function scanned(text) {
  if (DEAF.includes(stage.name)) {
    return;
  }
  leaveWarning();
  const typed = stage.name === "number" && numberIn(text);
  number.clear();
  if (text.startsWith("K1")) {
    find({ code: text });
  } else if (typed) {
    find({ number: typed });
  } else {
    stage.show("not_a_ticket"); // whatever it was, it goes nowhere
  }
}

// Calling staff

function call(why = "") {
  reading.stop();
  stage.show("called");
  bell.ring(why);
}

function showBell() {
  if (!CALLS.includes(stage.name)) {
    showNotice();
  } else if (bell.state === "silent") {
    begin();
  } else {
    showCall();
  }
}

function showCall() {
  const screen = { unheard: "sign", coming: "coming" }[bell.state] ?? "called";
  const facts = {
    call: { kind: "word", word: bell.state, of: bell.at },
    why: bell.why && { kind: "word", word: bell.why },
  };
  screen === stage.name ? stage.tell(facts) : stage.show(screen, facts);
}

// Patience

function askWhetherThere() {
  const isUntouched = stage.name === "start" && !comforts.any() && stage.language === page.language;
  if (isUntouched || stage.isWarning || PATIENT.includes(stage.name)) {
    return;
  }
  stage.warn("idle");
  patience.start(WARNING, showLeft, finish);
}

function showLeft(left) {
  stage.mark("[data-warning] [data-slot=left]", (slot) => (slot.textContent = String(left)));
}

function leaveWarning() {
  patience.stop();
  stage.isWarning && stage.warn(null);
}

function tapName() {
  const now = performance.now();
  taps = [...taps.filter((tap) => now - tap < TAPS.within), now];
  if (taps.length >= TAPS.many) {
    taps = [];
    stage.warn("exit");
  }
}

// Presses

const PRESSES = {
  start: begin,
  finish,
  number: typeNumber,
  key: (sign) => (number.add(sign), showNumber()),
  erase: () => (number.erase(), showNumber()),
  clear: () => (number.clear(), showNumber()),
  find: findNumber,
  yes,
  printed: done,
  unprinted: () => call("unprinted"),
  longer: () => readFor(LONGER),
  call: () => call(),
  uncall: () => bell.cancel(),
  stay: () => stage.focus(),
  speak: (language) => (speak(language), stage.refocus("speak", language)),
  comfort: (comfort) => (comforts.toggle(comfort), comforts.apply(stage)),
};

addEventListener("click", (event) => {
  if (event.target.closest("[data-exit]")) {
    tapName();
  }
  const button = event.target.closest("[data-press]");
  if (button) {
    leaveWarning();
    PRESSES[button.dataset.press](button.dataset.value);
  }
});

// The server

function hear(heard) {
  state = heard;
  isOffline = false;
  if (stage.name === "out") {
    begin();
  } else if (stage.name === "start" && state.version !== page.version) {
    location.reload();
  }
  showClock();
  showNotice();
  bell.hear(state);
}

function fail({ code }) {
  if (OUT.includes(code)) {
    reading.stop();
    stage.name !== "out" && stage.show("out");
  } else {
    isOffline = true;
    showNotice();
  }
}

addEventListener("pageshow", (event) => event.persisted && location.reload());

speak(page.language);
begin();
page.revoked && stage.show("out");
new Wedge(scanned);
new Idleness(IDLE, askWhetherThere);
beat({ address: page.status, version: page.version, onState: hear, onFailure: fail });
