/* Notices that come and go by themselves, and stand still when a reader wants them to. */

import { poll } from "./dashboard/poll.js";
import { withPause } from "./live.js";

const EVERY = 4000;

const section = document.querySelector("[data-notices]");
const list = section.querySelector("[data-feed]");

function show(fragment) {
  const here = list.contains(document.activeElement) ? document.activeElement.href : null;
  list.innerHTML = fragment;
  [...list.querySelectorAll("a")].find((link) => link.href === here)?.focus({ preventScroll: true });
}

withPause((tell) =>
  poll(list.dataset.feed, {
    etag: list.dataset.etag,
    show,
    tell,
    every: EVERY,
    read: (answer) => answer.text(),
  }),
);
