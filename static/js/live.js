/* Whether something changes by itself: said in a line, and stopped and started by a button. */

/** The page holds `expo/live.html`, with all words; `start` gets the function that tells the state,
 * and returns what can be toggled. */
export function withPause(start) {
  const { dataset: words } = document.querySelector("[data-live-line]");
  const line = document.querySelector("[data-live-line] [data-state]");
  const button = document.querySelector("[data-live-line] [data-pause-button]");

  function tell(state, seconds) {
    line.textContent = words[state].replace("{seconds}", seconds);
    line.dataset.state = state;
    button.hidden = state === "ended";
  }

  tell("live");
  const feed = start(tell);
  button.addEventListener("click", () => {
    button.textContent = feed.toggle() ? words.resume : words.pause;
  });
}
