"""What series are told by: markers on lines, hatches in bars. Plain paths, for every program."""

import math
from collections.abc import Iterator

from expo.charts.elements import Point, line, path, tag
from expo.charts.ink import PAPER, Hatch, Marker, Style
from expo.charts.looks import Box

GAP = 6.0
"""Between two strokes of a hatch."""

SQUARE = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
CORNERS = {
    Marker.SQUARE: SQUARE,
    Marker.FRAME: SQUARE,
    Marker.TRIANGLE: [(0.0, -1.3), (1.2, 1.0), (-1.2, 1.0)],
    Marker.DIAMOND: [(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)],
}


def marker(at: Point, style: Style, size: float = 4.0) -> str:
    """Around that point."""
    x, y = at
    match style.marker:
        case Marker.CIRCLE:
            return tag("circle", cx=x, cy=y, r=size, fill=style.colour)
        case Marker.RING:
            return tag(
                "circle", cx=x, cy=y, r=size, fill=PAPER, stroke=style.colour, stroke_width=1.8
            )
        case Marker.CROSS | Marker.PLUS:
            return _strokes(at, style, size, turned=style.marker is Marker.CROSS)
        case _:
            return _polygon(at, style, size)


def bar(box: Box, style: Style) -> str:
    """A filled rectangle, hatched as the style says."""
    is_solid = style.hatch is Hatch.SOLID
    body = tag(
        "rect",
        x=box.left,
        y=box.top,
        width=max(box.width, 0.5),
        height=max(box.height, 0.5),
        fill=style.colour if is_solid else style.tint,
        stroke=style.colour,
        stroke_width=0.8,
    )
    strokes = "".join(path([start, end]) for start, end in _hatches(box, style.hatch))
    if not strokes:
        return body
    return body + tag("path", d=strokes, stroke=style.colour, stroke_width=1.2, fill="none")


def _polygon(at: Point, style: Style, size: float) -> str:
    x, y = at
    corners = CORNERS[style.marker]
    is_hollow = style.marker is Marker.FRAME
    return tag(
        "path",
        d=path([(x + size * across, y + size * down) for across, down in corners]) + "Z",
        fill=PAPER if is_hollow else style.colour,
        stroke=style.colour if is_hollow else None,
        stroke_width=1.8 if is_hollow else None,
    )


def _strokes(at: Point, style: Style, size: float, *, turned: bool) -> str:
    x, y = at
    slant = size if turned else 0
    strokes = [
        ((x - size, y - slant), (x + size, y + slant)),
        ((x + slant, y - size), (x - slant, y + size)),
    ]
    return "".join(
        line(start, end, stroke=style.colour, stroke_width=2.2) for start, end in strokes
    )


def _hatches(box: Box, hatch: Hatch) -> Iterator[tuple[Point, Point]]:
    if hatch in (Hatch.RISING, Hatch.CROSSED):
        yield from _slanted(box, rises=True)
    if hatch in (Hatch.FALLING, Hatch.CROSSED):
        yield from _slanted(box, rises=False)
    if hatch is Hatch.FLAT:
        for y in _steps(box.top, box.bottom):
            yield (box.left, y), (box.right, y)
    if hatch is Hatch.UPRIGHT:
        for x in _steps(box.left, box.right):
            yield (x, box.top), (x, box.bottom)


def _slanted(box: Box, *, rises: bool) -> Iterator[tuple[Point, Point]]:
    """Lines of 45 degrees, cut at the edges of the box; over all bars they lie on one grid."""
    step = GAP * math.sqrt(2)
    if rises:  # x + y is the same all along
        for told in _steps(box.left + box.top, box.right + box.bottom, step):
            left, right = max(box.left, told - box.bottom), min(box.right, told - box.top)
            yield (left, told - left), (right, told - right)
    else:  # x − y is
        for told in _steps(box.left - box.bottom, box.right - box.top, step):
            left, right = max(box.left, told + box.top), min(box.right, told + box.bottom)
            yield (left, left - told), (right, right - told)


def _steps(start: float, end: float, step: float = GAP) -> Iterator[float]:
    at = (math.floor(start / step) + 1) * step
    while at < end:
        yield at
        at += step
