"""Search that knows how Korean is typed: initials, half-typed syllables, spaces left out.

Pure. `static/js/search/matching.js` says the same to browsers; one file of vectors holds both
to it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

from booths.hangul import LEADS, Unit, units

Row = TypeVar("Row")
Spans = list[tuple[int, int]]
"""From where to where, in characters of the text as it was given; in order, apart."""
Groups = Sequence[Sequence[str]]
"""The texts of a row, the weightiest first: names, then tags, then exhibits, then running text."""

RUNNING_TEXT = 3
"""The group in whose sentences initials and single letters would find themselves everywhere."""
MOST = 80
"""Characters of a query that are read."""
GROUP_WEIGHT, PLACE_WEIGHT = 6, 2


class Place(IntEnum):
    START, WORD, INSIDE = range(3)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query. `may_be_initial`: for each key, whether it may stand for a syllable."""

    keys: str
    may_be_initial: tuple[bool, ...]
    letters: int

    @property
    def reads_running_text(self) -> bool:
        return self.letters > 1 and self.keys.rstrip(LEADS) != ""


@dataclass(frozen=True, slots=True)
class Match:
    """Units `first` to before `end`. Loose: by initials, or not typed to the end."""

    first: int
    end: int
    place: Place
    is_loose: bool

    @property
    def rank(self) -> int:
        return self.place * PLACE_WEIGHT + self.is_loose


def words(query: str) -> list[Word]:
    """What is to be found, all of it. Empty where the query has no letter or digit."""
    return [_word(letters) for part in query[:MOST].split() if (letters := units(part))]


def matches(query: str, text: str) -> Spans | None:
    """Where every word of the query stands in the text; None if one does not."""
    spans: Spans = []
    for word in words(query):
        match = _best(word, text)
        if match is None:
            return None
        letters = units(text)
        spans.append((letters[match.first].start, letters[match.end - 1].end))
    return _joined(spans)


def rank(query: str, groups: Groups) -> int | None:
    """How far from the best a row answers the query, 0 is best; None if a word is nowhere."""
    return _rank(words(query), groups)


def found(query: str, rows: Iterable[Row], groups: Callable[[Row], Groups]) -> list[Row]:
    """The rows that answer the query, the best first; equals keep their order."""
    wanted = words(query)
    ranked = [(_rank(wanted, groups(row)), row) for row in rows]
    answers = [(place, row) for place, row in ranked if place is not None]
    return [row for _, row in sorted(answers, key=lambda answer: answer[0])]


def _word(letters: Sequence[Unit]) -> Word:
    """A consonant may be an initial if it stands alone, or ends a syllable that nothing but such
    consonants follow: 합ㄱ is what a keyboard makes of 하ㅂㄱ."""
    flags: list[bool] = []
    for letter, following in zip(letters, [*letters[1:], None], strict=True):
        before, consonants = _parts(letter)
        is_open = following is None or _parts(following)[0] == 0
        flags += [False] * before + [is_open or before == 0] * consonants
    keys = "".join(letter.keys for letter in letters)
    return Word(keys, tuple(flags), len(letters))


def _parts(letter: Unit) -> tuple[int, int]:
    """How many keys come before the consonants at its end, and how many consonants those are."""
    before = len(letter.keys.rstrip(LEADS))
    return before, len(letter.keys) - before


def _rank(wanted: Iterable[Word], groups: Groups) -> int | None:
    total = 0
    for word in wanted:
        place = _rank_of(word, groups)
        if place is None:
            return None
        total += place
    return total


def _rank_of(word: Word, groups: Groups) -> int | None:
    for number, texts in enumerate(groups):
        if number == RUNNING_TEXT and not word.reads_running_text:
            continue
        ranks = [match.rank for text in texts if (match := _best(word, text))]
        if ranks:
            return number * GROUP_WEIGHT + min(ranks)
    return None


def _best(word: Word, text: str) -> Match | None:
    """Of all the places where the word stands the best; of equals the first."""
    best: Match | None = None
    letters = units(text)
    for first, letter in enumerate(letters):
        if letter.keys[0] != word.keys[0]:
            continue  # most letters: asked here, before anything costs a call
        match = _match(word, letters, first)
        if match and (best is None or match.rank < best.rank):
            best = match
    return best


def _match(word: Word, letters: Sequence[Unit], first: int) -> Match | None:
    """One key alone is looked for where words begin: elsewhere it is nearly everywhere."""
    if len(word.keys) == 1 and not letters[first].begins_word:
        return None
    reached = _reached(word, 0, letters, first)
    if reached is None:
        return None
    begins = Place.WORD if letters[first].begins_word else Place.INSIDE
    return Match(first, reached[0], Place.START if first == 0 else begins, reached[1])


def _reached(word: Word, typed: int, letters: Sequence[Unit], at: int) -> tuple[int, bool] | None:
    """Where the word ends if its keys from `typed` on stand at `at`, and whether loosely."""
    if typed == len(word.keys):
        return at, False
    if at == len(letters):
        return None
    keys = letters[at].keys
    if word.keys.startswith(keys, typed):
        reached = _reached(word, typed + len(keys), letters, at + 1)
        if reached:
            return reached
    elif keys.startswith(word.keys[typed:]):
        return at + 1, True
    if word.may_be_initial[typed] and word.keys[typed] == keys[0]:
        reached = _reached(word, typed + 1, letters, at + 1)
        return reached and (reached[0], True)
    return None


def _joined(spans: Spans) -> Spans:
    joined: Spans = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
