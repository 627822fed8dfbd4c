/* The line that is always on the screen: gate, link, unsent scans, last contact, clock, battery. */

import { clock, nameOf, number, say, span } from "./language.js";
import { draw, find, write } from "./page.js";

export const SKEW_TOLD = 2000; // ms; from here on it is said in a sentence, too

export function skewOf({ phoneAheadMs, skewMs }) {
  return phoneAheadMs ?? skewMs ?? null;
}

export function showBar(state, view) {
  const isEnrolled = state.gate !== null && !["enrol", "enrolled"].includes(view);
  find("bar-gate").replaceChildren(...(isEnrolled ? gateWords(state.gate) : [say("title")]));
  find("bar-link").hidden = find("bar-facts").hidden = !isEnrolled;
  document.body.dataset.link = state.isOnline ? "on" : "off";
  write(find("bar-link"), isEnrolled ? linkOf(state) : "");
  showDirection(state, view);
  for (const [name, words] of Object.entries(factsOf(state))) {
    write(find("bar-facts").querySelector(`[data-fact=${name}]`), words);
  }
}

function gateWords(gate) {
  const name = document.createElement("span");
  name.textContent = nameOf(gate);
  return [`${gate.code} `, name];
}

function linkOf({ isOnline }) {
  return isOnline ? `● ${say("link.on")}` : `○ ${say("link.off")}`;
}

function showDirection({ gate, direction }, view) {
  const isPassage = view === "ready" && hasDirections(gate);
  find("bar-direction").hidden = !isPassage;
  document.body.dataset.direction = isPassage ? direction : "in";
  draw(find("bar-direction").querySelector("use"), direction);
  find("bar-direction-word").textContent = say(`direction.${direction}`);
}

/** Nobody leaves a booth or a desk by being scanned. */
export function hasDirections(gate) {
  return gate !== null && !["booth", "desk"].includes(gate.purpose);
}

function factsOf(state) {
  const { pending, lastContact, battery } = state;
  const skew = skewOf(state);
  return {
    pending: say("bar.pending", { n: number(pending) }),
    contact: lastContact ? say("link.last", { time: clock(lastContact) }) : say("link.never"),
    skew: say("bar.skew", { by: skew === null ? "–" : signed(skew) }),
    battery: battery === null ? "" : say("bar.battery", { n: battery }),
  };
}

function signed(skew) {
  return `${skew < 0 ? "−" : "+"}${span(skew)}`;
}
