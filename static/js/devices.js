/* The list of devices keeps itself fresh: the server draws it anew only when something has moved. */

import { poll } from "./dashboard/poll.js";

const EVERY = 5000;
const SECOND = 1000;
const UNITS = [
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

const page = document.getElementById("devices");
const rows = page.querySelector("[data-rows]");
const ago = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "narrow" });

let isPaused = false;
let alarms = alarmsIn(rows);
let ahead = 0; // of this computer's clock before the server's, in ms

/* Who fell silent or calls is read out once, when it begins. */
function alarmsIn(list) {
  const told = [...list.querySelectorAll("[data-alarm]")];
  return new Map(told.map((row) => [row.dataset.device + row.dataset.alarm, row.dataset.alarm]));
}

function show(fragment) {
  const focused = rows.contains(document.activeElement) ? place(document.activeElement) : null;
  rows.innerHTML = fragment;
  focused?.()?.focus({ preventScroll: true });
  const now = alarmsIn(rows);
  const news = [...now].filter(([key]) => !alarms.has(key)).map(([, words]) => words);
  alarms = now;
  if (news.length) {
    page.querySelector("[data-news]").textContent = news.join(" ");
  }
  tick();
}

/* How to find the same thing again in a list that was drawn anew. */
function place(element) {
  const row = element.closest("[data-device]");
  const name = element.tagName;
  return () => row && rows.querySelector(`[data-device="${row.dataset.device}"] ${name}`);
}

function tick() {
  const now = Date.now() - ahead;
  for (const time of rows.querySelectorAll("time:has([data-ago])")) {
    write(time.querySelector("[data-ago]"), passed((now - Date.parse(time.dateTime)) / SECOND));
  }
}

function passed(seconds) {
  const [unit, length] = UNITS.find(([, least]) => seconds >= least) ?? UNITS.at(-1);
  return ago.format(-Math.max(0, Math.floor(seconds / length)), unit);
}

function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

async function read(answer) {
  const told = Date.parse(answer.headers.get("Date"));
  ahead = Number.isNaN(told) ? 0 : Date.now() - told;
  return answer.text();
}

function tell(state, seconds) {
  const line = page.querySelector("[data-state]");
  line.textContent = page.dataset[state].replace("{seconds}", seconds);
  line.dataset.state = state;
}

if (page.querySelector("[data-state]")) {
  tell("live");
  const feed = poll(page.dataset.feed, { etag: page.dataset.etag, show, tell, read, every: EVERY });
  const button = page.querySelector("[data-pause-button]");
  button.hidden = false;
  button.addEventListener("click", () => {
    isPaused = feed.toggle();
    button.textContent = isPaused ? page.dataset.resume : page.dataset.pause;
  });
  setInterval(() => isPaused || tick(), SECOND);
}
