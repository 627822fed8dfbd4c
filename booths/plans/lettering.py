"""Words on a rectangle: as large as fit, broken where their writing allows it.

Widths are estimated in sizes of the letters (em): the same lines stand on every screen and print,
whatever its font. Knows no framework."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import east_asian_width

LEADING = 1.16
WIDE, CAPITAL, SMALL = 0.94, 0.77, 0.62
OTHERS = {
    0.24: " ",
    0.38: ".,:;'|!-()[]ijlIft",
    0.57: "acegkrsvxyz",
    0.59: "0123456789",
    0.96: "mwMW@%",
}
"""In em, at least what Noto Sans KR takes: a name that is estimated to fit does fit."""
WIDTHS = {letter: wide for wide, letters in OTHERS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines, and the size of their letters in metres; without lines where nothing fits."""

    lines: tuple[str, ...] = ()
    size: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * LEADING


def width(text: str) -> float:
    """How wide the text is, in em."""
    return sum(map(_width, text))


@lru_cache(maxsize=4096)
def fitted(text: str, wide: float, high: float, sizes: tuple[float, ...]) -> Lettering:
    """The text in the first size in which all of it fits: whole words first, then cut ones.

    Only words of wide letters (Hangul, hanja) are ever cut: Korean is read across the break."""
    words = text.split()
    for is_cut in (False, True):
        for size in sizes:
            lines = tuple(_broken(words, wide / size, is_cut=is_cut))
            letters = Lettering(lines, size)
            if letters.height <= high and all(width(line) <= wide / size for line in lines):
                return letters
    return Lettering()


def _broken(words: Iterable[str], limit: float, *, is_cut: bool) -> Iterator[str]:
    """Lines of at most the limit, in em; a word longer than it stays whole, or is cut."""
    line = ""
    for word in words:
        joined = f"{line} {word}" if line else word
        if width(joined) <= limit:
            line = joined
            continue
        if line:
            yield line
        *full, line = _cut(word, limit) if is_cut and _may_be_cut(word) else [word]
        yield from full
    if line:
        yield line


def _cut(word: str, limit: float) -> list[str]:
    """Pieces of about the same length, so that no single letter stands alone."""
    pieces = max(1, -int(-width(word) // max(limit, WIDE)))
    most = -(-len(word) // pieces)
    return [word[at : at + most] for at in range(0, len(word), most)]


def _may_be_cut(word: str) -> bool:
    return any(map(_is_wide, word))


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in {"W", "F"}


def _width(letter: str) -> float:
    if _is_wide(letter):
        return WIDE
    return WIDTHS.get(letter, SMALL if letter.islower() else CAPITAL)
