/* The desk by keyboard, and on a bad network. Every page works without this script: the server
   knows each form by its id and does a thing once. */

const PATIENCE = 5000; // milliseconds until a button that got no answer may be pressed again
const PAPER = "desk-paper";

const desk = document.querySelector("[data-desk]");
const field = document.getElementById("q");

function toField() {
  if (!field) return false;
  field.focus();
  field.select();
  return true;
}

function go(address) {
  location.assign(address);
}

// Keys

const KEYS = {
  F2: () => toField() || go(desk.dataset.search),
  F4: () => go(desk.dataset.walkIn),
  F8: () => press("F8"),
  F9: () => press("F9"),
};

/** The button of the card that has the focus, else of the first one. */
function press(key) {
  const card = document.activeElement?.closest(".card") ?? document;
  (card.querySelector(`[data-key=${key}]`) ?? document.querySelector(`[data-key=${key}]`))?.click();
}

function move(step) {
  const links = [...document.querySelectorAll("[data-card]")];
  const here = links.findIndex((link) => link.closest(".card").contains(document.activeElement));
  if (here + step < 0) return toField();
  links[Math.min(here + step, links.length - 1)]?.focus();
  return links.length > 0;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function isAmongCards(target) {
  return target === field || target.closest(".cards") !== null;
}

addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.key in KEYS) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key in STEPS && isAmongCards(event.target) && move(STEPS[event.key])) {
    event.preventDefault();
  } else if (event.key === "Escape" && isAmongCards(event.target)) {
    toField();
  }
});

// Forms

function say(form, words) {
  const line = form.querySelector(".desk-offline");
  if (!line) return;
  line.textContent = words;
  line.hidden = words === "";
}

let sentAt = new WeakMap();

addEventListener("submit", (event) => {
  const form = event.target;
  const isAgain =
    "once" in form.dataset && performance.now() - (sentAt.get(form) ?? -PATIENCE) < PATIENCE;
  const isOffline = !navigator.onLine && "offline" in form.dataset;
  if (isAgain || isOffline) event.preventDefault();
  else sentAt.set(form, performance.now());
  say(form, isOffline ? form.dataset.offline : "");
});

addEventListener("online", () => document.querySelectorAll("form[data-offline]").forEach((form) => say(form, "")));
addEventListener("pageshow", () => {
  sentAt = new WeakMap(); // come back from a page that could not be loaded
});

// Paper

function usePaper(paper) {
  for (const link of document.querySelectorAll("[data-print]")) {
    const address = new URL(link.href);
    address.searchParams.set("paper", paper);
    link.href = address.href;
  }
}

const choice = document.querySelector("[data-paper]");
const remembered = localStorage.getItem(PAPER);
if (remembered) {
  if (choice) choice.value = remembered;
  usePaper(remembered);
  document.addEventListener("htmx:afterSwap", () => usePaper(remembered));
}
choice?.addEventListener("change", () => {
  localStorage.setItem(PAPER, choice.value);
  usePaper(choice.value);
});
