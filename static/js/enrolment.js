/* The page with the code watches whether the phone has used it, and prints. */

import { poll } from "./dashboard/poll.js";

const EVERY = 2000;

const article = document.getElementById("enrolment");
const card = article.querySelector("[data-card]");

function offerPrinting() {
  const button = card.querySelector("[data-print]");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

function show(fragment) {
  card.innerHTML = fragment;
  offerPrinting();
}

offerPrinting();
if (article.dataset.feed) {
  poll(article.dataset.feed, {
    etag: article.dataset.etag,
    show,
    tell: () => {}, // a page that waits says so already
    read: (answer) => answer.text(),
    every: EVERY,
  });
}
