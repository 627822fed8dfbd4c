"""The colours, dashes, markers and hatches of series: no two alike without colour either.

The lightness of the colours (L* of CIELAB) differs by at least 6 between any two, and each has a
contrast of at least 3 to 1 with white paper. A test holds them to it."""

from dataclasses import dataclass
from enum import StrEnum

PAPER, INK, QUIET = "#ffffff", "#1e2124", "#58616a"
AXIS, GRID = "#6d7882", "#e1e4e8"
BACKGROUND_LINE = "#d9dde2"
"""Lines of series that have no name in the drawing."""

HEAT = ((0xF1, 0xF6, 0xFC), (0xA6, 0xC8, 0xEC), (0x3B, 0x82, 0xC4), (0x02, 0x30, 0x5F))
"""What a grid is painted with, from nothing to the most; it only becomes darker."""


class Hatch(StrEnum):
    SOLID = "solid"
    RISING = "rising"
    FALLING = "falling"
    FLAT = "flat"
    UPRIGHT = "upright"
    CROSSED = "crossed"
    HOLLOW = "hollow"


class Marker(StrEnum):
    CIRCLE = "circle"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    CROSS = "cross"
    RING = "ring"
    FRAME = "frame"
    PLUS = "plus"


@dataclass(frozen=True, slots=True)
class Style:
    """How one series is told from the others; `tint` is the paper between its hatches."""

    colour: str
    tint: str
    dash: str
    marker: Marker
    hatch: Hatch
    width: float = 2.4


STYLES = (
    Style("#06569b", "#d5e3f6", "", Marker.CIRCLE, Hatch.SOLID),
    Style("#e1770c", "#fdeadb", "9 4", Marker.SQUARE, Hatch.RISING),
    Style("#272a2e", "#dcdee0", "3 3", Marker.TRIANGLE, Hatch.SOLID),
    Style("#037f7e", "#d6efee", "12 4 3 4", Marker.DIAMOND, Hatch.FALLING),
    Style("#602407", "#f3e2da", "6 3", Marker.CROSS, Hatch.FLAT),
    Style("#d85297", "#fbe3f0", "2 4", Marker.RING, Hatch.UPRIGHT),
    Style("#646800", "#eef0d3", "14 3 3 3 3 3", Marker.FRAME, Hatch.CROSSED),
    Style("#583389", "#e7def3", "5 5", Marker.PLUS, Hatch.HOLLOW),
)
QUIET_STYLES = (
    Style("#8a929b", "#e4e7ea", "", Marker.CIRCLE, Hatch.HOLLOW, 1.6),
    Style("#8a929b", "#f4f5f6", "6 4", Marker.RING, Hatch.RISING, 1.6),
    Style("#8a929b", "#ffffff", "2 3", Marker.FRAME, Hatch.FLAT, 1.6),
)


def styles(are_quiet: list[bool]) -> list[Style]:
    """A style for each series, in order; those that others are compared with are paler."""
    loud, quiet, given = 0, 0, []
    for is_quiet in are_quiet:
        if is_quiet:
            given.append(QUIET_STYLES[quiet % len(QUIET_STYLES)])
            quiet += 1
        else:
            given.append(STYLES[loud % len(STYLES)])
            loud += 1
    return given


def heat(share: float) -> str:
    """The colour of a share, from 0 to 1, of the greatest value."""
    place = share * (len(HEAT) - 1)
    before = min(int(place), len(HEAT) - 2)
    red, green, blue = (
        round(light + (dark - light) * (place - before))
        for light, dark in zip(HEAT[before], HEAT[before + 1], strict=True)
    )
    return f"#{red:02x}{green:02x}{blue:02x}"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG counts it: 0 black, 1 white."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21, as WCAG counts it."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)
