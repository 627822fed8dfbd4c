"""What stands where on a booth's rectangle, so that a screen and a print show the same.

Along its left side the word of the sector, at the top the code, below it the name if it fits, and
along the lower edge a band for the state. Knows no framework."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from booths.plans.geometry import Box, Line
from booths.plans.lettering import fitted, width

STRIP, INSET = 0.62, 0.16
CODE, STATE, SECTOR = 1.08, 0.8, 0.45
"""How large each is written where there is room."""
BAND = 1.1
NAME_SIZES = tuple(size / 20 for size in range(30, 10, -1))
"""1.5 m down to 0.55 m: what is smaller cannot be read."""
ASCENT = 0.86
"""How far below the top of a line its letters stand, in sizes of the letters."""
MIDDLE = 0.36
"""How far below the middle of a line its letters stand."""


@dataclass(frozen=True, slots=True)
class Inscription:
    """The words of a booth; `states` are all that its band may have to say."""

    code: str
    name: str
    sector: str
    state: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Face:
    """Lines of the code and the name begin at their x, those of sector and state have it in their
    middle; the sector is read upwards. `is_tight`: the band of a state would cover the name."""

    strip: Box
    sector: Line
    code: Line
    name: tuple[Line, ...]
    band: Box
    state: Line
    is_tight: bool


@lru_cache(maxsize=1024)
def face(box: Box, words: Inscription) -> Face:
    strip = Box(box.x, box.y, round(min(STRIP, box.width / 4), 2), box.height)
    code = _code(box, strip, words.code)
    band = _band(box, strip)
    name = tuple(_name(box, code, words.name))
    return Face(
        strip=strip,
        sector=_sector(strip, words.sector),
        code=code,
        name=name,
        band=band,
        state=_state(band, words),
        is_tight=bool(name) and name[-1].y > band.y,
    )


def _sector(strip: Box, word: str) -> Line:
    x, y = strip.middle
    size = min(SECTOR, strip.width * 0.72, strip.height * 0.9 / max(width(word), 1))
    return Line(round(x + size * MIDDLE, 2), round(y, 2), round(size, 2), word)


def _code(box: Box, strip: Box, word: str) -> Line:
    left = strip.right + INSET
    room = max(box.right - INSET - left, 0.1)
    size = min(CODE, room / max(width(word), 1), box.height * 0.45)
    return Line(round(left, 2), round(box.y + INSET + size * ASCENT, 2), round(size, 2), word)


def _name(box: Box, code: Line, name: str) -> Iterator[Line]:
    top = code.y + code.size * 0.2
    wide, high = box.right - INSET - code.x, box.bottom - INSET - top
    letters = fitted(name, wide, high, NAME_SIZES)
    top += (high - letters.height) / 2
    for number, line in enumerate(letters.lines):
        below = top + letters.height / len(letters.lines) * number + letters.size
        yield Line(code.x, round(below, 2), letters.size, line)


def _band(box: Box, strip: Box) -> Box:
    high = round(min(BAND, box.height * 0.4), 2)
    left = strip.right
    return Box(left, round(box.bottom - high, 2), round(box.right - left, 2), high)


def _state(band: Box, words: Inscription) -> Line:
    """As large as lets every state's word fit, since another may have to stand here later."""
    longest = max(map(width, words.states), default=1)
    size = min(STATE, band.height * 0.78, band.width * 0.92 / longest)
    x, y = band.middle
    return Line(round(x, 2), round(y + size * MIDDLE, 2), round(size, 2), words.state)
