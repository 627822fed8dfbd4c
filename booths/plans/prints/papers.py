"""What a plan is printed on. Points of 1/72 inch, as PDF counts; always wider than high."""

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """`unit` is what letters and gaps are measured in: 1 on A4, so much more on larger paper."""

    width: float
    height: float
    unit: float
    margin: float = 11 * MM

    @property
    def wide(self) -> float:
        """What the margins leave."""
        return self.width - 2 * self.margin


PAPERS = {
    "a3": Paper(420 * MM, 297 * MM, unit=1.4),
    "a4": Paper(297 * MM, 210 * MM, unit=1.0),
}
