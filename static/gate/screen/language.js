/* Words, numbers and times in the language of whoever holds the scanner. */

import { WORDS } from "../words.js";

export const LANGUAGES = Object.keys(WORDS);
const LOCALES = { ko: "ko-KR", en: "en-GB" };
let language = "ko";
let zone = undefined; // the phone's, until the edition's is known

/** The words of a key with its {facts} filled in; the key itself where there are none. */
export function say(key, facts = {}) {
  const words = WORDS[language][key] ?? key;
  return words.replace(/\{(\w+)\}/g, (whole, name) => facts[name] ?? whole);
}

/** The words of `where.code`, or of `where.fallback` with the code, for codes nobody foresaw. */
export function sayCode(where, code, fallback) {
  return has(`${where}.${code}`) ? say(`${where}.${code}`) : say(`${where}.${fallback}`, { code });
}

export function has(key) {
  return key in WORDS[language];
}

/** The name in the language spoken: of {name_ko, name_en}, the other one where it is missing. */
export function nameOf({ name_ko, name_en }) {
  return language === "ko" ? name_ko || name_en : name_en || name_ko;
}

export function speak(chosen, page = document) {
  language = LANGUAGES.includes(chosen) ? chosen : "ko";
  page.documentElement.lang = language;
  page.title = say("title");
  for (const element of page.querySelectorAll("[data-word]")) {
    element.textContent = say(element.dataset.word);
  }
  for (const element of page.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", say(element.dataset.label));
  }
}

export function spoken() {
  return language;
}

/** Times are the fair's. */
export function setZone(name) {
  zone = name;
}

export function number(value) {
  return value.toLocaleString(LOCALES[language]);
}

export function clock(ms) {
  return time(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

export function hour(ms) {
  return time(ms, { hour: "2-digit", minute: "2-digit" });
}

function time(ms, parts) {
  const form = { ...parts, hourCycle: "h23", timeZone: zone };
  return new Intl.DateTimeFormat(LOCALES[language], form).format(ms);
}

/** A show day, "2023-11-24" → "11월 24일 (금)". */
export function day(text) {
  const form = { month: "short", day: "numeric", weekday: "short", timeZone: "UTC" };
  return new Intl.DateTimeFormat(LOCALES[language], form).format(Date.parse(`${text}T00:00Z`));
}

/** How long, in the largest unit that says enough: 7,500,000 → "2시간". */
export function span(ms) {
  const seconds = Math.abs(ms) / 1000;
  const [unit, , size] = SPANS.find(([, from]) => seconds >= from);
  const count = seconds / size;
  return say(`span.${unit}`, { n: seconds < 10 ? count.toFixed(1) : Math.round(count) });
}

const SPANS = [ // the unit, from how many seconds on it is used, and its seconds
  ["days", 172_800, 86_400],
  ["hours", 7200, 3600],
  ["minutes", 120, 60],
  ["seconds", 0, 1],
];
