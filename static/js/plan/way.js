/* The way from where the reader stands to a booth: drawn on the plan, and told in words. */

import { boxOf } from "./booths.js";
import { floorOf, walk } from "./walking.js";

const METRES_A_MINUTE = 60; // between booths, with people about

export function wayOf(page, booths) {
  const halls = [...page.querySelectorAll(".plan-hall")].map(boxOf);
  const lines = page.querySelectorAll("[data-way-line]");
  const pin = page.querySelector('[data-mark="here"]');
  const told = page.querySelector("[data-way-words]");
  const choice = page.querySelector("#plan-here");
  let here = page.dataset.here;
  let floor = null;

  choice.append(...choices(booths));
  choice.value = here;

  function from(code) {
    here = code;
    choice.value = code;
    const { x, y, width } = booths.get(code).box;
    pin.setAttribute("transform", `translate(${x + width / 2} ${y})`);
  }

  function lead(code) {
    clear();
    if (!here) {
      return;
    }
    if (here === code) {
      told.textContent = told.dataset.waySame;
      return;
    }
    floor ??= floorOf(halls, [...booths.values()].map(({ box }) => box));
    const way = walk(floor, booths.get(here).box, booths.get(code).box);
    told.textContent = way ? words(way) : told.dataset.wayNone;
    draw(way?.points ?? []);
  }

  function words({ metres, crosses }) {
    const about = told.dataset.wayFound
      .replace("{metres}", Math.max(5, Math.round(metres / 5) * 5))
      .replace("{minutes}", Math.max(1, Math.round(metres / METRES_A_MINUTE)));
    return crosses ? `${about} ${told.dataset.wayHalls}` : about;
  }

  function draw(points) {
    const path = points.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join(" ");
    lines.forEach((line) => line.setAttribute("d", path));
  }

  function clear() {
    told.textContent = "";
    draw([]);
  }

  return { here: () => here, from, lead, clear };
}

function choices(booths) {
  const halls = new Map();
  for (const { code, hall, row } of booths.values()) {
    if (!halls.has(hall)) {
      halls.set(hall, Object.assign(document.createElement("optgroup"), { label: hall }));
    }
    const names = row.querySelector(".booth-names").textContent.trim();
    halls.get(hall).append(new Option(`${code} ${names}`, code));
  }
  return halls.values();
}
