/* Search that knows how Korean is typed: initials, half-typed syllables, spaces left out.
   `booths/searches.py` says the same on the server; one file of vectors holds both to it. */

import { LEADS, units } from "./hangul.js";

const RUNNING_TEXT = 3;
const MOST = 80;
const GROUP_WEIGHT = 6;
const PLACE_WEIGHT = 2;
const PLACE = { start: 0, word: 1, inside: 2 };
const SPACES = /[\p{Z}\t-\r\x1c-\x1f\x85]+/u; // what Python splits by
const CONSONANTS_AT_END = new RegExp(`[${LEADS}]*$`);

/** From where to where, in code points of the text as it was given; in order, apart.
 * @typedef {Array<[number, number]>} Spans */

/** The texts of a row, the weightiest first: names, then tags, then exhibits, then running text.
 * @typedef {string[][]} Groups */

/** What is to be found, all of it. Empty where the query has no letter or digit. */
export function words(query) {
  const parts = [...query].slice(0, MOST).join("").split(SPACES);
  return parts.map(units).filter((letters) => letters.length).map(wordOf);
}

/** Where every word of the query stands in the text; null if one does not.
 * @returns {Spans | null} */
export function matches(query, text) {
  const spans = words(query).map((word) => spanOf(word, text));
  return spans.includes(null) ? null : joined(spans);
}

/** Where those words of the query stand in the text that do.
 * @returns {Spans} */
export function traces(query, text) {
  return joined(words(query).map((word) => spanOf(word, text)).filter(Boolean));
}

function spanOf(word, text) {
  const letters = units(text);
  const match = best(word, letters);
  return match && [letters[match.first].start, letters[match.end - 1].end];
}

/** How far from the best a row answers the query, 0 is best; null if a word is nowhere.
 * @param {string} query
 * @param {Groups} groups */
export function rank(query, groups) {
  let total = 0;
  for (const word of words(query)) {
    const place = rankOf(word, groups);
    if (place === null) {
      return null;
    }
    total += place;
  }
  return total;
}

/** The rows that answer the query, the best first; equals keep their order. */
export function found(query, rows, groups) {
  return rows
    .map((row) => ({ row, place: rank(query, groups(row)) }))
    .filter(({ place }) => place !== null)
    .sort((one, other) => one.place - other.place)
    .map(({ row }) => row);
}

/** Writes the text into the element, with what was found marked. */
export function mark(element, text, spans) {
  const points = [...text];
  const parts = [];
  let at = 0;
  for (const [start, end] of spans ?? []) {
    const marked = document.createElement("mark");
    marked.textContent = points.slice(start, end).join("");
    parts.push(points.slice(at, start).join(""), marked);
    at = end;
  }
  element.replaceChildren(...parts, points.slice(at).join(""));
}

/* A consonant may be an initial if it stands alone, or ends a syllable that nothing but such
   consonants follow: 합ㄱ is what a keyboard makes of 하ㅂㄱ. */
function wordOf(letters) {
  const mayBeInitial = letters.flatMap((letter, number) => {
    const [before, consonants] = parts(letter);
    const following = letters[number + 1];
    const isOpen = !following || parts(following)[0] === 0;
    return [
      ...Array(before).fill(false),
      ...Array(consonants).fill(isOpen || before === 0),
    ];
  });
  const keys = letters.map((letter) => letter.keys).join("");
  return { keys, mayBeInitial, letters: letters.length, isOneKey: [...keys].length === 1 };
}

/** How many keys come before the consonants at its end, and how many consonants those are. */
function parts({ keys }) {
  const before = keys.search(CONSONANTS_AT_END);
  return [before, keys.length - before];
}

function rankOf(word, groups) {
  for (const [number, texts] of groups.entries()) {
    if (number === RUNNING_TEXT && !readsRunningText(word)) {
      continue;
    }
    const found = texts.map((text) => best(word, units(text))).filter(Boolean);
    if (found.length) {
      return number * GROUP_WEIGHT + Math.min(...found.map((match) => match.rank));
    }
  }
  return null;
}

/** In sentences initials and single letters would find themselves everywhere. */
function readsRunningText(word) {
  return word.letters > 1 && word.keys.search(CONSONANTS_AT_END) > 0;
}

/** Of all the places where the word stands the best; of equals the first. */
function best(word, letters) {
  let found = null;
  for (let first = 0; first < letters.length; first += 1) {
    const match = matchAt(word, letters, first);
    if (match && (!found || match.rank < found.rank)) {
      found = match;
    }
  }
  return found;
}

/** One key alone is looked for where words begin: elsewhere it is nearly everywhere. */
function matchAt(word, letters, first) {
  const { beginsWord } = letters[first];
  if (word.isOneKey && !beginsWord) {
    return null;
  }
  const reached = reach(word, 0, letters, first);
  if (!reached) {
    return null;
  }
  const place = first === 0 ? PLACE.start : beginsWord ? PLACE.word : PLACE.inside;
  return { first, end: reached.end, rank: place * PLACE_WEIGHT + Number(reached.isLoose) };
}

/** Where the word ends if its keys from `typed` on stand at `at`, and whether loosely. */
function reach(word, typed, letters, at) {
  if (typed === word.keys.length) {
    return { end: at, isLoose: false };
  }
  if (at === letters.length) {
    return null;
  }
  const { keys } = letters[at];
  if (word.keys.startsWith(keys, typed)) {
    const reached = reach(word, typed + keys.length, letters, at + 1);
    if (reached) {
      return reached;
    }
  } else if (keys.startsWith(word.keys.slice(typed))) {
    return { end: at + 1, isLoose: true };
  }
  if (word.mayBeInitial[typed] && word.keys[typed] === keys[0]) {
    const reached = reach(word, typed + 1, letters, at + 1);
    return reached && { ...reached, isLoose: true };
  }
  return null;
}

function joined(spans) {
  const apart = [];
  for (const [start, end] of spans.sort((one, other) => one[0] - other[0] || one[1] - other[1])) {
    const last = apart.at(-1);
    if (last && start <= last[1]) {
      last[1] = Math.max(last[1], end);
    } else {
      apart.push([start, end]);
    }
  }
  return apart;
}
