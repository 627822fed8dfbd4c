/* The dashboard keeps itself up to date: numbers, chart and table come from one document. */

import { alarmsIn } from "./dashboard/alarms.js";
import { drawFlow } from "./dashboard/chart.js";
import { startClock } from "./dashboard/clock.js";
import { hallsIn, sessionsIn } from "./dashboard/fillings.js";
import { levelIn } from "./dashboard/level.js";
import { fill } from "./dashboard/numbers.js";
import { poll } from "./dashboard/poll.js";
import { soundBehind } from "./dashboard/sound.js";

const board = document.getElementById("board");
const first = JSON.parse(document.getElementById("board-document").textContent);
const clock = startClock(board.querySelector("[data-clock]"), board.dataset.zone);
const sound = soundBehind(board.querySelector("[data-sound-button]"));
const shown = [
  drawFlow(board),
  alarmsIn(board.querySelector("[data-alarms]")),
  levelIn(board),
  hallsIn(board.querySelector("[data-halls]")),
  sessionsIn(board.querySelector("[data-sessions]")),
];

function show(news) {
  if (news.day !== first.day) {
    location.reload(); // another day: every word on the page is about it
    return;
  }
  clock.set(news.clock);
  fill(board, news);
  for (const part of shown) {
    part.show(news);
  }
  sound.hear(news);
}

function tell(state, seconds) {
  const line = board.querySelector("[data-state]");
  line.textContent = board.dataset[state].replace("{seconds}", seconds);
  line.dataset.state = state;
}

show(first);
tell("live");

const feed = poll(board.dataset.feed, { etag: board.dataset.etag, show, tell });
const button = board.querySelector("[data-pause-button]");
button.hidden = false;
button.addEventListener("click", () => {
  const isPaused = feed.toggle();
  clock.hold(isPaused);
  button.textContent = isPaused ? board.dataset.resume : board.dataset.pause;
});

const days = board.querySelector("[data-days]"); // of sixty days the one that is told of
days.scrollTop = days.querySelector(".is-shown").offsetTop - days.clientHeight / 2;
