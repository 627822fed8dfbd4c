/* The ticket page: large at the door, open without a network, gone from a device when asked. */

import { door } from "./ticket/door.js";
import { keeping } from "./ticket/keeping.js";

const page = document.querySelector("[data-ticket]");
const dialog = document.querySelector("[data-door]");

if (dialog) {
  door(dialog, {
    button: document.querySelector("[data-door-opens]"),
    codes: [...document.querySelectorAll(".ticket-qr")],
  });
}

if ("serviceWorker" in navigator && "caches" in window) {
  keeping(page);
} else {
  document.querySelector("[data-kept-line]").textContent = page.dataset.notKept;
}
