/* Registering on a bad network. Every page works without this script: the server knows each
   registration by its draft and makes it once. Here no button is pressed twice in a hurry, a form
   waits for the network, and whoever was asked to wait need not press again. */

const PATIENCE = 5000; // milliseconds until a button that got no answer may be pressed again

let sentAt = new WeakMap();

function say(form, words) {
  const line = form.querySelector(".form-offline");
  line.textContent = words;
  line.hidden = words === "";
}

addEventListener("submit", (event) => {
  const form = event.target;
  if (!("once" in form.dataset)) return;
  const isAgain = performance.now() - (sentAt.get(form) ?? -PATIENCE) < PATIENCE;
  if (isAgain || !navigator.onLine) event.preventDefault();
  else sentAt.set(form, performance.now());
  say(form, navigator.onLine ? "" : form.dataset.offline);
});

addEventListener("online", () => {
  for (const form of document.querySelectorAll("form[data-once]")) say(form, "");
});
addEventListener("pageshow", () => {
  sentAt = new WeakMap(); // come back from a page that could not be loaded
});

// Pressed by itself once the time is over that the server asked for.

for (const form of document.querySelectorAll("form[data-again]")) {
  form.querySelector("[data-itself]").hidden = false;
  const button = form.querySelector("[data-wanted]") ?? form.querySelector("button");
  setTimeout(() => form.requestSubmit(button), Number(form.dataset.again) * 1000);
}

// What was typed wrongly, or refused, is told first, also to whoever came back by the browser.

document.querySelector("[autofocus]")?.focus();
