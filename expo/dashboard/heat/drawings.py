"""The booths of the plan, each with its number, as large as fits; halls with what is told of them.

Halls and booths are the shapes of `booths.plans`, which every plan of the house draws."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from booths.plans import Box, Drawing, HallShape, Tile
from booths.plans.geometry import Line
from booths.plans.lettering import width

LARGEST, SMALLEST = 1.7, 0.5
"""Metres; what is smaller cannot be read, and stands in the table alone."""
ROOM = 0.86
"""Of a booth's width."""
MIDDLE = 0.36
HALL_LINE = 1.15


@dataclass(frozen=True, slots=True)
class HotTile:
    tile: Tile
    number: Line | None
    """Where its number stands, with its middle at x; None where it does not fit."""


@dataclass(frozen=True, slots=True)
class HotHall:
    shape: HallShape
    line: Line
    """Where what is told of the hall begins."""
    tiles: Sequence[HotTile]


def halls(drawing: Drawing, longest: dict[str, str], lines: dict[str, str]) -> list[HotHall]:
    """`longest` are the widest numbers that may ever stand on a booth, by its code; `lines` the
    longest sentence of a hall, by its."""
    boxes = [tile.box for tile in drawing.tiles]
    return [
        HotHall(
            hall,
            _line(hall, lines.get(hall.code, ""), boxes),
            [HotTile(tile, _number(tile, longest[tile.code])) for tile in hall.tiles],
        )
        for hall in drawing.halls
    ]


def _number(tile: Tile, words: str) -> Line | None:
    """Between the code and the lower edge."""
    top, bottom = tile.face.code.y, tile.box.bottom
    fits = min((bottom - top) * 0.8, tile.width * ROOM / max(width(words), 1))
    size = round(min(LARGEST, fits), 2)
    if size < SMALLEST:
        return None
    middle = tile.box.middle[0]
    return Line(round(middle, 2), round((top + bottom) / 2 + size * MIDDLE, 2), size, words)


def _line(hall: HallShape, words: str, taken: Iterable[Box]) -> Line:
    """Beside the hall's name, else below it, else at the lower edge, else across the upper line."""
    name, boxes = hall.label, list(taken)
    size = min(HALL_LINE, max(name.size * 0.7, SMALLEST))
    wide = width(words) * size
    after = name.x + width(name.words) * name.size + size
    for x, y in (
        (after, name.y),
        (name.x, name.y + size * 1.4),
        (hall.box.x + size / 2, hall.box.bottom - size * 0.5),
    ):
        place = Box(x, y - size, wide, size * 1.2)
        if place.right <= hall.box.right and not any(place.overlaps(box) for box in boxes):
            return Line(round(x, 2), round(y, 2), round(size, 2), words)
    return Line(round(hall.box.x + 0.3, 2), round(hall.box.y - 0.25, 2), 0.8, words)
