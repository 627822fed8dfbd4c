/* A headcount on a bad network. The form works without this script: the server knows each one by
   its id and stores it once. Here it is not sent twice in a hurry, and keeps the time of the press. */

const PATIENCE = 5000; // milliseconds until a button that got no answer may be pressed again

const form = document.getElementById("headcount");

function pressedAt() {
  const now = Date.parse(form.dataset.now);
  return new Date(now + (performance.now() - loaded) * Number(form.dataset.rate)).toISOString();
}

function say(words) {
  const line = form.querySelector(".desk-offline");
  line.textContent = words;
  line.hidden = words === "";
}

const loaded = performance.now();
let sentAt = -PATIENCE;

form?.addEventListener("submit", (event) => {
  const isAgain = performance.now() - sentAt < PATIENCE;
  if (isAgain || !navigator.onLine) {
    event.preventDefault();
    say(isAgain ? "" : form.dataset.offline);
    return;
  }
  say("");
  sentAt = performance.now();
  form.elements.pressed_at.value ||= pressedAt();
});

addEventListener("online", () => form && say(""));
addEventListener("pageshow", () => {
  sentAt = -PATIENCE; // come back from a page that could not be loaded
});
