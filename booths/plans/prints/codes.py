"""A link as a QR of rectangles, with its quiet zone."""

from itertools import groupby

import segno
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas

QUIET = 4
"""Modules of white around it, without which it cannot be read."""


def draw(canvas: Canvas, link: str, x: float, y: float, side: float) -> None:
    """A square of that side, quiet zone and all, whose lower left corner is (x, y)."""
    rows = segno.make_qr(link, error="m").matrix
    module = side / (len(rows) + 2 * QUIET)
    canvas.setFillColor(white)
    canvas.rect(x, y, side, side, stroke=0, fill=1)
    canvas.setFillColor(black)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        column = QUIET
        for is_dark, modules in groupby(row):
            length = len(list(modules))
            if is_dark:
                below = y + side - (number + 1 + QUIET) * module
                path.rect(x + column * module, below, length * module, module)
            column += length
    canvas.drawPath(path, stroke=0, fill=1)
