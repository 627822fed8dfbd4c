/* Which sessions are full or cancelled, while the page is seen: asked every four seconds. */

import { poll } from "./dashboard/poll.js";
import { withPause } from "./live.js";

const EVERY = 4000;
const root = document.querySelector("[data-seats]");

if (root) {
  withPause((tell) =>
    poll(root.dataset.seats, { etag: "", show, tell, every: EVERY }),
  );
}

function show({ sessions }) {
  each("seatsOf", sessions, showSeats);
  each("cancelledOf", sessions, (element, { state }) => {
    element.hidden = state !== "cancelled";
  });
}

function each(name, sessions, change) {
  const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const element of document.querySelectorAll(`[data-${attribute}]`)) {
    const session = sessions[element.dataset[name]];
    if (session) {
      change(element, session);
    }
  }
}

/** Words that stay the same are left alone: nobody is read the same thing twice. */
function showSeats(element, { state, word, seats, is_full: isFull }) {
  const words = state === "cancelled" ? word : seats;
  if (element.textContent !== words) {
    element.textContent = words;
  }
  element.hidden = words === "";
  element.classList.toggle("state-suspended", state === "cancelled");
  element.classList.toggle("state-full", isFull);
}
