/* The plan's size by buttons, by keys, by ctrl and wheel; its place by the links to its halls and by
   whatever has the focus. A wheel alone goes on scrolling the page: nobody is held by the plan. */

import { boxOf } from "./booths.js";

const STEP = 1.5;
const KEYS = { "+": STEP, "=": STEP, "-": 1 / STEP, _: 1 / STEP };

export function controlled(page, frame, view) {
  const acts = { in: () => view.by(STEP), out: () => view.by(1 / STEP), whole: view.whole };
  for (const button of page.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", acts[button.dataset.zoom]);
  }
  page.querySelector(".plan-zoom").hidden = false;
  for (const link of page.querySelectorAll(".plan-halls a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      view.show(boxOf(frame.querySelector(`${link.hash} .plan-hall`)));
      frame.focus({ preventScroll: true });
    });
  }
  frame.addEventListener("keydown", (event) => {
    const factor = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
    if (factor) {
      event.preventDefault();
      view.by(factor);
    }
  });
  frame.addEventListener("wheel", (event) => turned(event, frame, view), { passive: false });
  // Not on the drawing itself: a browser puts an SVG that listens for the focus in the order of keys.
  frame.addEventListener("focusin", ({ target }) => {
    if (target !== frame) {
      target.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
}

function turned(event, frame, view) {
  if (event.ctrlKey) {
    event.preventDefault();
    const { left, top } = frame.getBoundingClientRect();
    view.by(STEP ** (-event.deltaY / 100), [event.clientX - left, event.clientY - top]);
  }
}
