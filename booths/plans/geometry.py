"""Rectangles on a floor, and lines of words. Metres; y goes down. Knows no framework."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the plan."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: "Box") -> bool:
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def moved(self, x: float, y: float) -> "Box":
        return Box(round(self.x + x, 2), round(self.y + y, 2), self.width, self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words: where its baseline begins (or its middle lies), and how large it is."""

    x: float
    y: float
    size: float
    words: str
