/* A hand scanner presses keys. Under a Korean input method the keys of K1… arrive as ㅏ1…: this
   finds the keys again. Two-set keyboard (두벌식), as on every Korean machine. */

const LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
const TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
const KEYS = {
  ㅂ: "Q", ㅃ: "Q", ㅈ: "W", ㅉ: "W", ㄷ: "E", ㄸ: "E", ㄱ: "R", ㄲ: "R", ㅅ: "T", ㅆ: "T",
  ㅛ: "Y", ㅕ: "U", ㅑ: "I", ㅐ: "O", ㅒ: "O", ㅔ: "P", ㅖ: "P", ㅁ: "A", ㄴ: "S", ㅇ: "D",
  ㄹ: "F", ㅎ: "G", ㅗ: "H", ㅓ: "J", ㅏ: "K", ㅣ: "L", ㅋ: "Z", ㅌ: "X", ㅊ: "C", ㅍ: "V",
  ㅠ: "B", ㅜ: "N", ㅡ: "M",
  ㄳ: "RT", ㄵ: "SW", ㄶ: "SG", ㄺ: "FR", ㄻ: "FA", ㄼ: "FQ", ㄽ: "FT", ㄾ: "FX", ㄿ: "FV",
  ㅀ: "FG", ㅄ: "QT", ㅘ: "HK", ㅙ: "HO", ㅚ: "HL", ㅝ: "NJ", ㅞ: "NP", ㅟ: "NL", ㅢ: "ML",
};
const SYLLABLES = { first: 0xac00, last: 0xd7a3 };
const WIDE = { first: 0xff01, last: 0xff5e, apart: 0xfee0 };

export function hasHangul(text) {
  return /[\u3131-\u3163\uac00-\ud7a3]/.test(text);
}

/** The keys that were pressed for this text, capitals: "까1" → "RK1". Other text stays as it is. */
export function keysOf(text) {
  return Array.from(text.normalize("NFC"), keysOfOne).join("");
}

function keysOfOne(character) {
  const point = character.codePointAt(0);
  if (point >= SYLLABLES.first && point <= SYLLABLES.last) {
    return keysOfSyllable(point - SYLLABLES.first);
  }
  if (point >= WIDE.first && point <= WIDE.last) {
    return String.fromCodePoint(point - WIDE.apart);
  }
  return character === "\u3000" ? " " : (KEYS[character] ?? character);
}

function keysOfSyllable(number) {
  const lead = LEADS[Math.floor(number / 588)];
  const vowel = VOWELS[Math.floor((number % 588) / 28)];
  const tail = TAILS[number % 28];
  return KEYS[lead] + KEYS[vowel] + (tail === " " ? "" : KEYS[tail]);
}
