"""Text as the keys it is typed with, so that what is half typed is a beginning of the whole.

Pure. 한빛 is typed ㅎㅏㄴㅂㅣㅊ: 한비, typed ㅎㅏㄴㅂㅣ, begins it, and 달 begins 다람. Case,
accents, width, and whether a syllable came whole or in parts (NFD) make no difference.
`static/js/search/hangul.js` says the same to browsers; one file of vectors holds both to it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
TWO_KEYS = {
    letter: first + second
    for letter, first, second in (
        *("ㅘㅗㅏ", "ㅙㅗㅐ", "ㅚㅗㅣ", "ㅝㅜㅓ", "ㅞㅜㅔ", "ㅟㅜㅣ", "ㅢㅡㅣ", "ㄳㄱㅅ", "ㄵㄴㅈ"),
        *("ㄶㄴㅎ", "ㄺㄹㄱ", "ㄻㄹㅁ", "ㄼㄹㅂ", "ㄽㄹㅅ", "ㄾㄹㅌ", "ㄿㄹㅍ", "ㅀㄹㅎ", "ㅄㅂㅅ"),
    )
}
"""Letters that take two keys."""
FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
FIRST_LEAD, FIRST_VOWEL, FIRST_TAIL = 0x1100, 0x1161, 0x11A8  # as parts of a syllable
ALONE = {
    chr(first + number): jamo
    for first, jamos in ((FIRST_LEAD, LEADS), (FIRST_VOWEL, VOWELS), (FIRST_TAIL, TAILS))
    for number, jamo in enumerate(jamos)
}
"""A part without the rest of its syllable, as the letter that people type."""
PARTS = range(0x1160, 0x1200)  # vowels and tails, which join the lead before them


@dataclass(frozen=True, slots=True)
class Unit:
    """A letter, digit or syllable. `start` and `end`: characters of the text as it was given."""

    keys: str
    start: int
    end: int
    begins_word: bool


@lru_cache(maxsize=8192)
def units(text: str) -> tuple[Unit, ...]:
    """The text without its signs and spaces, which no search waits for."""
    return tuple(_units(text))


def typed(letter: str) -> str:
    """The keys of one letter or syllable: 값 → ㄱㅏㅂㅅ, ㄳ → ㄱㅅ, a → a."""
    if not is_syllable(letter):
        return TWO_KEYS.get(letter, letter)
    number, tail = divmod(ord(letter) - ord(FIRST_SYLLABLE), len(TAILS) + 1)
    lead, vowel = divmod(number, len(VOWELS))
    parts = LEADS[lead], VOWELS[vowel], TAILS[tail - 1] if tail else ""
    return "".join(TWO_KEYS.get(part, part) for part in parts)


def is_syllable(letter: str) -> bool:
    return FIRST_SYLLABLE <= letter <= LAST_SYLLABLE


def _units(text: str) -> Iterator[Unit]:
    is_in_word = False
    for start, end in _characters(text):
        for letter in _plain(text[start:end]):
            if is_letter := unicodedata.category(letter)[0] in "LN":
                yield Unit(typed(letter), start, end, begins_word=not is_in_word)
            is_in_word = is_letter


def _characters(text: str) -> Iterator[tuple[int, int]]:
    """From where to where each character goes that people see: accents and parts join it."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _joins(text[end]):
            yield start, end
            start = end


def _joins(character: str) -> bool:
    return ord(character) in PARTS or _is_mark(character)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Small, narrow, without accents; a letter that stands for several becomes them (㈜ → (주))."""
    apart = unicodedata.normalize("NFKD", character)
    bare = "".join(part for part in apart if not _is_mark(part))
    whole = unicodedata.normalize("NFC", bare).lower()
    return "".join(ALONE.get(letter, letter) for letter in whole)
