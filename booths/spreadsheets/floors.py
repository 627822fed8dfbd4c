"""Whether rectangles on a floor lie on one another. Knows no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Rectangle:
    """In whole centimetres. `row` tells where it was read, 0 for one that stands already."""

    code: str
    row: int
    left: int
    top: int
    right: int
    bottom: int

    def overlaps(self, other: "Rectangle") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


def rectangle(code: str, row: int, *sides: Decimal) -> Rectangle:
    """From x, y, width and depth in metres."""
    x, y, width, depth = (int(side * 100) for side in sides)
    return Rectangle(code, row, x, y, x + width, y + depth)


def collisions(floor: Iterable[Rectangle]) -> Iterator[tuple[Rectangle, Rectangle]]:
    """Each rectangle that lies on another, with one that was read before it; told once.

    From left to right over the floor, keeping those that reach as far as here."""
    reaching: list[Rectangle] = []
    for found in sorted(floor, key=lambda rectangle: (rectangle.left, rectangle.row)):
        reaching = [other for other in reaching if other.right > found.left]
        hit = next((other for other in reaching if other.overlaps(found)), None)
        if hit is None:
            reaching.append(found)
            continue
        earlier, later = sorted((hit, found), key=lambda rectangle: rectangle.row)
        yield later, earlier
        if later is hit:
            reaching[reaching.index(hit)] = found
