/* The safety desk keeps itself up to date. A warning that stands on the page stays as it is, with
   the note somebody is writing; new ones come in above the others and are read out once. */

import { poll } from "./dashboard/poll.js";
import { soundBehind } from "./dashboard/sound.js";
import { withPause } from "./live.js";

const EVERY = 2000;

const desk = document.querySelector("[data-safety]");
const news = document.querySelector("[data-news]");
const list = desk.querySelector("[data-warnings]");
const sound = soundBehind(document.querySelector("[data-sound-button]"));

const read = async (answer) =>
  new DOMParser().parseFromString(await answer.text(), "text/html").body;

function show(fresh) {
  const waiting = fresh.querySelectorAll("[data-warning]"); // before regions move over
  for (const region of fresh.querySelectorAll("[data-region]")) {
    renew(desk.querySelector(`[data-region="${region.dataset.region}"]`), region);
  }
  follow([...waiting]);
  sound.hear(levels());
}

/* As the live board tells them: the two share the button and its sound. */
function levels() {
  const told = [...desk.querySelectorAll("[data-level]")].map(({ dataset }) => ({
    code: dataset.place,
    level: { value: dataset.level },
  }));
  return { level: null, halls: told };
}

function renew(old, region) {
  if (old.innerHTML === region.innerHTML) {
    return;
  }
  const here = old.contains(document.activeElement) ? document.activeElement.href : null;
  old.replaceChildren(...region.childNodes);
  [...old.querySelectorAll("a")].find(({ href }) => href === here)?.focus({ preventScroll: true });
}

function follow(wanted) {
  const shown = new Map([...list.children].map((item) => [item.dataset.warning, item]));
  const told = [];
  let place = list.firstElementChild;
  for (const item of wanted) {
    const known = shown.get(item.dataset.warning);
    shown.delete(item.dataset.warning);
    if (known?.dataset.state === item.dataset.state) {
      place = known.nextElementSibling;
      continue;
    }
    if (known) {
      replace(known, item);
      place = item.nextElementSibling;
    } else {
      list.insertBefore(item, place);
      told.push(item.dataset.words);
    }
  }
  shown.forEach((item) => item.remove());
  if (told.some(Boolean)) {
    news.textContent = told.filter(Boolean).join(" ");
  }
}

/* A warning that has ended while somebody writes what he did. */
function replace(known, item) {
  const [before, note] = [known, item].map((one) => one.querySelector("input[name=note]"));
  const isHere = document.activeElement === before;
  note.value = before.value;
  known.replaceWith(item);
  if (isHere) {
    note.focus({ preventScroll: true });
  }
}

sound.hear(levels());

withPause((tell) =>
  poll(desk.dataset.feed, { etag: desk.dataset.etag, show, tell, read, every: EVERY }),
);
