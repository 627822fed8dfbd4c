/* An exhibitor's page says by itself that a booth has stopped, or runs again. */

import { watchStatesWithPause } from "./states.js";

const listing = document.querySelector("[data-listing]");
const codes = listing.dataset.spaces.split(" ").filter(Boolean);
const stops = listing.querySelector("[data-stops]");

function show({ spaces }) {
  const notices = stopsOf(spaces).map(notice);
  if (words(notices) !== words([...stops.children])) {
    stops.replaceChildren(...notices);
  }
}

/** What stands there is not said again. */
function words(elements) {
  return elements.map(({ textContent }) => textContent.replace(/\s+/g, "")).join();
}

/** Each trouble once, with the spaces it stops. */
function stopsOf(spaces) {
  const told = new Map();
  for (const code of codes.filter((code) => spaces[code])) {
    const trouble = spaces[code];
    const key = JSON.stringify(trouble);
    told.set(key, { ...trouble, codes: [...(told.get(key)?.codes ?? []), code] });
  }
  return [...told.values()];
}

function notice({ state, word, text, when, codes }) {
  const element = document.createElement("div");
  element.className = `notice notice-${state}`;
  element.append(
    line("", tagged("span", `state state-${state}`, word), " ", tagged("strong", "", codes.join(", "))),
    line("", text),
    line("notice-when", when),
  );
  return element;
}

function line(style, ...parts) {
  const paragraph = tagged("p", style);
  paragraph.append(...parts);
  return paragraph;
}

function tagged(name, style, text = "") {
  const element = document.createElement(name);
  element.className = style;
  element.textContent = text;
  return element;
}

watchStatesWithPause(document.querySelector("[data-states]").dataset.states, show);
