/* What must be said in a sentence, above everything else and never in the way of a scan. */

import { SKEW_TOLD, skewOf } from "./bar.js";
import { number, say, sayCode, span } from "./language.js";
import { find } from "./page.js";

// A network that is away changes one word in the bar; what nobody can do anything about stands in
// the menu; a revoked device has a whole screen to say it.
const USUAL = new Set(["network", "timeout", "busy", "throttled", "revoked"]);

/** `passing` are remarks of the moment; `actions` what the buttons of some notices do. */
export function showNotices(state, passing, actions) {
  const notices = [...warnings(state), ...remarks(state, passing)];
  const place = find("notices");
  const told = JSON.stringify(notices);
  if (place.dataset.told !== told) {
    place.dataset.told = told;
    place.replaceChildren(...notices.map((notice) => line(notice, actions)));
  }
  place.hidden = notices.length === 0;
}

function warnings({ storage, setAside = 0, ...state }) {
  const skew = skewOf(state);
  return [
    !window.isSecureContext && { tone: "warning", words: say("insecure.words") },
    storage === "full" && { tone: "warning", words: say("notice.full") },
    Math.abs(skew) > SKEW_TOLD && { tone: "warning", words: skewWords(skew) },
    setAside > 0 && { tone: "warning", words: say("notice.aside", { n: number(setAside) }) },
    troubled(state),
  ].filter(Boolean);
}

function troubled({ trouble, gate }) {
  if (!trouble || !gate || USUAL.has(trouble)) {
    return null;
  }
  const words = sayCode("trouble", trouble, "other");
  const isLost = trouble === "bad_token";
  return isLost ? { tone: "warning", words, action: "enrol_again" } : { tone: "quiet", words };
}

function remarks({ hasUpdate }, { isSilent, wasCorrected, isHangul }) {
  return [
    isHangul && { tone: "warning", words: say("jamo.told") },
    wasCorrected && { tone: "quiet", words: say("notice.corrected") },
    hasUpdate && { tone: "quiet", words: say("notice.update"), action: "update_now" },
    isSilent && { tone: "quiet", words: say("notice.sound") },
  ].filter(Boolean);
}

function skewWords(skew) {
  return say(skew > 0 ? "notice.clock_ahead" : "notice.clock_behind", { by: span(skew) });
}

function line({ tone, words, action }, actions) {
  const paragraph = document.createElement("p");
  paragraph.className = `notice is-${tone}`;
  paragraph.textContent = words;
  if (action) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button is-quiet" });
    button.textContent = say(`button.${action}`);
    button.addEventListener("click", actions[action]);
    paragraph.append(" ", button);
  }
  return paragraph;
}
