"""The QR of a ticket as a path of rectangles: version 5, correction M, whatever the code says."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import segno
from reportlab.pdfgen.canvas import Canvas

from visitors.badges.papers import Paper

VERSION, CORRECTION = 5, "m"
MODULES = 37
QUIET = 4
SIDE = MODULES + 2 * QUIET
"""Modules along one side, quiet zone and all."""


class Bar(NamedTuple):
    """Dark modules of one row, side by side."""

    row: int
    column: int
    length: int


def bars(code: str) -> Iterator[Bar]:
    """Row by row from the top left. Raises segno's DataOverflowError for what is no ticket code."""
    matrix = segno.make(code, version=VERSION, error=CORRECTION, boost_error=False).matrix
    for number, row in enumerate(matrix):
        column = 0
        for is_dark, modules in groupby(row):
            length = len(list(modules))
            if is_dark:
                yield Bar(number, column, length)
            column += length


def path(code: str) -> str:
    """The same as the `d` of an SVG's path, in modules from the top left.

    Made here in one go: four hundred bars take a template ten times as long."""
    return "".join(f"M{bar.column} {bar.row}h{bar.length}v1h-{bar.length}z" for bar in bars(code))


def draw(canvas: Canvas, code: str, paper: Paper, x: float, y: float) -> None:
    """The QR in its quiet zone, whose lower left corner is (x, y): one path, so that no seams of
    white show between its rows on a screen.

    Its rectangles are written as PDF has them, in whole modules from the top left: a thousand
    badges have four hundred thousand, and the library takes its time over each."""
    canvas.saveState()
    canvas.translate(x + QUIET * paper.module, y + (SIDE - QUIET) * paper.module)
    canvas.scale(paper.module, -paper.module)
    canvas.setFillGray(0)
    canvas.addLiteral("".join(f"{bar.column} {bar.row} {bar.length} 1 re " for bar in bars(code)))
    canvas.addLiteral("f")
    canvas.restoreState()
