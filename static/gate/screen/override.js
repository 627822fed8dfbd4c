/* A supervisor admits in spite of a refusal, and says why. */

import { say, sayCode } from "./language.js";
import { find } from "./page.js";
import { complain } from "./sheets.js";
import { wordOf } from "./telling.js";

const CHIPS = ["reentry", "identity", "desk", "device", "guest"];
const LONGEST = 200;

/** `admit(shown, reason)` records it; what it throws is said in the dialog. */
export function overriding(sheets, admit) {
  let refused = null;
  find("override").querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = find("override-reason").value.trim();
    if (!isReason(reason)) {
      wrong(say("override.wrong"));
      return;
    }
    try {
      await admit(refused, reason);
      find("override").close();
    } catch (error) {
      wrong(sayCode("override", error.code ?? error.name, "failed"));
    }
  });
  return (shown) => {
    refused = shown;
    find("override-reason").value = "";
    find("override-what").textContent = say("override.what", { word: wordOf(shown) });
    wrong("");
    find("override-chips").replaceChildren(...CHIPS.map(chip));
    sheets.open(find("override"), find("override-chips").firstElementChild);
  };
}

function isReason(text) {
  return text.length >= 1 && Array.from(text).length <= LONGEST && !/[\u0000-\u001f\u007f]/.test(text);
}

function wrong(words) {
  complain(find("override-reason"), find("override-wrong"), words);
}

function chip(name) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button is-chip" });
  button.textContent = say(`override.chip.${name}`);
  button.addEventListener("click", () => {
    find("override-reason").value = button.textContent;
    wrong("");
    find("override").querySelector("[type=submit]").focus();
  });
  return button;
}
