/* How much of the plan is seen, and which part of it: the drawing's size, and how far it is scrolled. */

import { controlled } from "./controls.js";
import { dragged } from "./dragging.js";
import { pinched } from "./pinching.js";

const LARGEST = 60; // pixels for a metre
const NORMAL = 10;

export function viewOf(page) {
  const frame = page.querySelector(".plan-window");
  const drawing = page.querySelector(".plan-drawing");
  const card = page.querySelector(".plan-card");
  const metres = drawing.viewBox.baseVal.width;

  const size = () => drawing.clientWidth / metres;
  const smallest = () => frame.clientWidth / metres;

  /* What lies under the point of the window stays there. */
  function resize(wanted, [x, y] = [frame.clientWidth / 2, frame.clientHeight / 2]) {
    const [left, top] = [(frame.scrollLeft + x) / size(), (frame.scrollTop + y) / size()];
    drawing.setAttribute("width", Math.min(LARGEST, Math.max(smallest(), wanted)) * metres);
    frame.scrollTo(left * size() - x, top * size() - y);
    tell();
  }

  function tell() {
    page.querySelector("[data-scale]").textContent = `${Math.round((size() * 100) / NORMAL)}%`;
    page.querySelector('[data-zoom="in"]').disabled = size() >= LARGEST - 0.01;
    page.querySelector('[data-zoom="out"]').disabled = size() <= smallest() + 0.01;
  }

  /* Into the middle of the window, and that part of the window into what a card leaves of a phone. */
  function show({ x, y, width, height }) {
    const [across, down] = [(x + width / 2) * size(), (y + height / 2) * size()];
    frame.scrollTo(across - frame.clientWidth / 2, down - frame.clientHeight / 2);
    const there = frame.getBoundingClientRect().top + down - frame.scrollTop;
    const seen = liesOver(card) ? card.getBoundingClientRect().top : window.innerHeight;
    if (there < 0 || there + (height / 2) * size() > seen) {
      window.scrollBy(0, there - seen / 2);
    }
  }

  const view = {
    show,
    resize,
    size,
    by: (factor, at) => resize(size() * factor, at),
    whole: () => resize(smallest()),
  };
  controlled(page, frame, view);
  pinched(frame, view);
  dragged(frame);
  new ResizeObserver(tell).observe(frame);
  tell();
  return view;
}

/** Whether the card lies over the page, as it does on a phone. */
function liesOver(card) {
  return !card.hidden && getComputedStyle(card).position === "fixed";
}
