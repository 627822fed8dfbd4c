/* Text as the keys it is typed with, so that what is half typed is a beginning of the whole: 한빛 is
   typed ㅎㅏㄴㅂㅣㅊ, 한비 begins it, and 달 begins 다람. `booths/hangul.py` says the same on the server;
   one file of vectors holds both to it. */

export const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const TWO_KEYS = {
  ㅘ: "ㅗㅏ", ㅙ: "ㅗㅐ", ㅚ: "ㅗㅣ", ㅝ: "ㅜㅓ", ㅞ: "ㅜㅔ", ㅟ: "ㅜㅣ", ㅢ: "ㅡㅣ",
  ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ",
  ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ",
};
const SYLLABLES = { first: 0xac00, last: 0xd7a3 };
/** A part without the rest of its syllable, as the letter that people type. */
const ALONE = new Map(
  [[0x1100, LEADS], [0x1161, VOWELS], [0x11a8, TAILS]].flatMap(([first, jamos]) =>
    Array.from(jamos, (jamo, number) => [String.fromCodePoint(first + number), jamo]),
  ),
);
/** Vowels and tails, which join the lead before them, and accents. */
const JOINS = /[\p{M}\u1160-\u11ff]/u;
const LETTER = /[\p{L}\p{N}]/u;
const MARKS = /\p{M}/gu;

const known = new Map();
const MOST_KNOWN = 8192;

/** A letter, digit or syllable. `start` and `end`: code points of the text as it was given.
 * @typedef {{keys: string, start: number, end: number, beginsWord: boolean}} Unit */

/** The text without its signs and spaces, which no search waits for.
 * @returns {Unit[]} */
export function units(text) {
  if (!known.has(text)) {
    if (known.size === MOST_KNOWN) {
      known.clear();
    }
    known.set(text, [...unitsOf(text)]);
  }
  return known.get(text);
}

function* unitsOf(text) {
  let isInWord = false;
  for (const { character, start, end } of characters([...text])) {
    for (const letter of plain(character)) {
      const isLetter = LETTER.test(letter);
      if (isLetter) {
        yield { keys: typed(letter), start, end, beginsWord: !isInWord };
      }
      isInWord = isLetter;
    }
  }
}

/** The keys of one letter or syllable: 값 → ㄱㅏㅂㅅ, ㄳ → ㄱㅅ, a → a. */
function typed(letter) {
  const point = letter.codePointAt(0);
  if (point < SYLLABLES.first || point > SYLLABLES.last) {
    return keysOf(letter);
  }
  const number = point - SYLLABLES.first;
  const tail = number % 28;
  const lead = LEADS[Math.floor(number / 588)];
  const vowel = VOWELS[Math.floor((number % 588) / 28)];
  return lead + keysOf(vowel) + (tail ? keysOf(TAILS[tail - 1]) : "");
}

function keysOf(jamo) {
  return TWO_KEYS[jamo] ?? jamo;
}

/** The characters that people see: accents and parts join the one before them. */
function* characters(points) {
  let start = 0;
  for (let end = 1; end <= points.length; end += 1) {
    if (end === points.length || !JOINS.test(points[end])) {
      yield { character: points.slice(start, end).join(""), start, end };
      start = end;
    }
  }
}

/** Small, narrow, without accents; a letter that stands for several becomes them (㈜ → (주)). */
function plain(character) {
  const bare = character.normalize("NFKD").replace(MARKS, "");
  const whole = bare.normalize("NFC").toLowerCase();
  return Array.from(whole, (letter) => ALONE.get(letter) ?? letter);
}
