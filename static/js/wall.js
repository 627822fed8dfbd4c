/* The wall, for days on end: nothing piles up, an unchanged document is a 304, and a server that is
   away is waited for. Another day, another version or the first figures load the page anew. */

import { startClock } from "./dashboard/clock.js";
import { poll } from "./dashboard/poll.js";

const STILL_AFTER = 5000;

const wall = document.getElementById("wall");
const first = JSON.parse(document.getElementById("wall-document").textContent);
const clockFace = wall.querySelector("[data-clock]");
const clock = clockFace && startClock(clockFace, wall.dataset.zone);
const state = wall.querySelector("[data-state]");
let lostAt = "";

function write(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

function line(template, told) {
  const item = template.content.firstElementChild.cloneNode(true);
  for (const place of item.querySelectorAll("[data-told]")) {
    place.textContent = place.dataset.told === "word" && told.level ? told.level.word : told[place.dataset.told] ?? "";
  }
  item.toggleAttribute("data-running", Boolean(told.is_running));
  item.dataset.level = told.level?.value ?? "";
  return item;
}

function writeList(name, rows) {
  const list = wall.querySelector(`[data-list="${name}"]`);
  const told = JSON.stringify(rows);
  if (list.dataset.rows !== told) {
    const template = wall.querySelector(`[data-line="${name}"]`);
    list.dataset.rows = told;
    list.replaceChildren(...rows.map((row) => line(template, row)));
    wall.querySelector(`[data-empty="${name}"]`).hidden = rows.length > 0;
  }
}

function writeLevel(news) {
  const place = wall.querySelector(".wall-first");
  place.dataset.level = news.level?.value ?? "";
  write(place.querySelector("[data-level-word]"), news.level?.word ?? "");
  wall.querySelector("[data-bar]").setAttribute("width", news.share ?? 0);
}

function show(news) {
  const isAnother = ["day", "version", "reason"].some((name) => news[name] !== first[name]);
  if (isAnother) {
    location.reload();
    return;
  }
  if (!news.spots) {
    return;
  }
  clock.set(news.clock);
  for (const spot of wall.querySelectorAll("[data-spot]")) {
    write(spot, news.spots[spot.dataset.spot]);
  }
  writeLevel(news);
  for (const name of ["halls", "sessions", "stopped"]) {
    writeList(name, news[name]);
  }
}

function tell(what) {
  if (what === "live") {
    lostAt = "";
  } else if (!lostAt) {
    lostAt = clockFace?.textContent || new Date().toTimeString().slice(0, 5);
  }
  const ended = wall.dataset.own ? wall.dataset.ended : wall.dataset.unlinked;
  const words = { live: "", lost: wall.dataset.lost.replace("{time}", lostAt), ended };
  document.body.classList.toggle("is-lost", what !== "live");
  write(state, words[what]);
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // a screen that saves its power goes dark by its own rules
  }
}

function toggleFullScreen() {
  if (document.fullscreenElement) {
    document.exitFullscreen();
  } else {
    document.documentElement.requestFullscreen?.();
  }
}

let still = 0;

function stir() {
  document.body.classList.remove("is-still");
  clearTimeout(still);
  still = setTimeout(() => document.body.classList.add("is-still"), STILL_AFTER);
}

show(first);
poll(wall.dataset.feed, { etag: wall.dataset.etag, show, tell });
stayAwake();
stir();

document.addEventListener("visibilitychange", () => document.hidden || stayAwake());
document.addEventListener("pointermove", stir);
document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) {
    toggleFullScreen();
  }
});

const button = wall.querySelector("[data-fullscreen]");
if (button && document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", toggleFullScreen);
}
