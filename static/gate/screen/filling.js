/* What stands on the screen between two verdicts, and on the screens of the other states. */

import { hasDirections } from "./bar.js";
import { nameOf, number, say } from "./language.js";
import { readyWords } from "./menu.js";
import { find, write } from "./page.js";

export function fill(state) {
  fillReady(state);
  fillWelcome(state);
  fillRevoked(state);
}

function fillReady(state) {
  const { gate, passedToday, direction, maySearch, isOnline } = state;
  write(find("today"), say("today.count", { n: number(passedToday) }));
  write(find("offline-ready"), readyWords(state));
  find("open-search").hidden = !(maySearch && isOnline);
  find("direction").hidden = !hasDirections(gate);
  find("direction").querySelector(`[value=${direction}]`).checked = true;
}

function fillWelcome({ gate }) {
  write(find("enrolled-code"), gate?.code ?? "");
  write(find("enrolled-name"), gate ? `${nameOf(gate)} · ${say(`purpose.${gate.purpose}`)}` : "");
}

function fillRevoked({ pending }) {
  const words = pending > 0 ? say("revoked.pending", { n: number(pending) }) : say("revoked.sent");
  write(find("revoked-pending"), words);
}
