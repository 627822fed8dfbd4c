/* Which character a pressed key stands for, on the keyboard a hand scanner imitates (US). */

import { hasHangul, keysOf } from "./hangul.js";

const PLAIN = "0123456789";
const SHIFTED = ")!@#$%^&*(";
const OTHERS = {
  Space: "  ", Minus: "-_", Equal: "=+", Period: ".>", Slash: "/?", Semicolon: ";:", Comma: ",<",
  Quote: "'\"", Backslash: "\\|", BracketLeft: "[{", BracketRight: "]}", Backquote: "`~",
  NumpadAdd: "++", NumpadSubtract: "--", NumpadMultiply: "**", NumpadDivide: "//",
  NumpadDecimal: "..",
};

/** `{text, isHangul}`; `text` is "" for a key that writes nothing. */
export function typed(event) {
  const isHangul = hasHangul(event.key) || event.key === "Process";
  const text = Array.from(event.key).length === 1 ? keysOf(event.key) : "";
  return { text: text || (isUnread(event) ? byPlace(event) : ""), isHangul };
}

function isUnread(event) {
  return event.key === "Process" || event.key === "Unidentified" || event.keyCode === 229;
}

/** By where the key lies: an input method that swallowed the character still tells that. */
function byPlace({ code, shiftKey }) {
  if (/^Key[A-Z]$/.test(code)) {
    return code[3];
  }
  const digit = /^(Digit|Numpad)([0-9])$/.exec(code);
  if (digit) {
    return (shiftKey && digit[1] === "Digit" ? SHIFTED : PLAIN)[Number(digit[2])];
  }
  return OTHERS[code]?.[shiftKey ? 1 : 0] ?? "";
}
