/* The floor plan. Without this script it scrolls, lists, and opens a booth by its address; with it,
   it is zoomed and searched, cards open at once, states change by themselves, and ways are shown. */

import { boothsOf } from "./plan/booths.js";
import { cardOf } from "./plan/card.js";
import { findBooths } from "./plan/finding.js";
import { keepStates } from "./plan/states.js";
import { viewOf } from "./plan/view.js";
import { wayOf } from "./plan/way.js";

const page = document.getElementById("plan");

if (page) {
  const booths = boothsOf(page);
  const view = viewOf(page);
  const way = wayOf(page, booths);
  const card = cardOf(page, { booths, view, way });
  findBooths(page, { booths, view, open: card.open });
  keepStates(page, { booths, changed: card.refresh });
}
