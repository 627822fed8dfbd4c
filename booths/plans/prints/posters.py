"""A poster for a booth: you are here, the plan with a large pin, and a QR that goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from booths.plans.geometry import Box
from booths.plans.lettering import fitted
from booths.plans.prints import codes, pages
from booths.plans.prints.ink import HERE, INK
from booths.plans.prints.pages import Swatch
from booths.plans.prints.papers import MM, Paper
from booths.plans.shapes import Drawing, Tile
from expo import fonts
from expo.fonts import BOLD, REGULAR

LARGER = 1.25
"""A poster is read from farther away than a sheet."""
CODE_SIDE = 46 * MM
"""Of the QR on A4, before it is made larger."""


@dataclass(frozen=True, slots=True)
class Poster:
    """`here` are the words "you are here" in every language the fair speaks; the link is absolute.

    `invitation` says what the QR is for, a line for each language."""

    title: str
    here: Sequence[str]
    tile: Tile
    hall: str
    drawing: Drawing
    legend: Sequence[Swatch]
    link: str
    invitation: Sequence[str]
    language: str


def poster(told: Poster, paper: Paper, folder: Path) -> bytes:
    """The PDF of one page. Raises FontMissing."""
    fonts.load(folder)
    file = BytesIO()
    canvas = Canvas(
        file, (paper.width, paper.height), pageCompression=1, invariant=1, lang=told.language
    )
    canvas.setTitle(f"{told.tile.code} · {told.title}")
    unit = paper.unit * LARGER
    below = _heading(canvas, told, paper, unit)
    frame = Box(paper.margin, below, paper.wide, below - paper.margin - 26 * unit)
    ink = pages.plan(canvas, told.drawing, frame)
    ink.here(told.tile.box)
    ends = below - told.drawing.height * ink.scale
    pages.legend(canvas, told.legend, ink.left + ink.scale, ends - 16 * unit, unit)
    canvas.save()
    return file.getvalue()


def _heading(canvas: Canvas, told: Poster, paper: Paper, unit: float) -> float:
    """Where this is, as large as can be, with the QR at its right; returns where it ends."""
    side, x = CODE_SIDE * unit, paper.margin
    _code(canvas, told, paper, unit)
    y = paper.height - paper.margin - 10 * unit
    pages.write(canvas, told.title, (x, y), 10 * unit, REGULAR)
    y -= 36 * unit
    pages.write(canvas, "  ".join(told.here), (x, y), 26 * unit, BOLD)
    y -= 62 * unit
    size = 58 * unit
    pages.write(canvas, told.tile.code, (x, y), size, BOLD)
    beside = x + fonts.width(told.tile.code, BOLD, size) + 14 * unit
    room = paper.width - paper.margin - side - 12 * unit - beside
    _beside(canvas, told, (beside, y, room), unit)
    return paper.height - paper.margin - side - 28 * unit


def _beside(canvas: Canvas, told: Poster, place: tuple[float, float, float], unit: float) -> None:
    """Right of the code: the hall, and under it who stands there, in at most two lines."""
    x, y, room = place
    pages.write(canvas, told.hall, (x, y + 27 * unit), 14 * unit, REGULAR)
    letters = fitted(told.tile.words.name, room, 32 * unit, (18 * unit, 15 * unit, 13 * unit))
    for number, line in enumerate(reversed(letters.lines)):
        at = (x, y - 3 * unit + number * letters.size * 1.16)
        pages.write(canvas, line, at, letters.size, BOLD)


def _code(canvas: Canvas, told: Poster, paper: Paper, unit: float) -> None:
    """The QR in the upper right corner, and under it what it is for."""
    side, right, top = CODE_SIDE * unit, paper.width - paper.margin, paper.height - paper.margin
    codes.draw(canvas, told.link, right - side, top - side, side)
    canvas.setStrokeColor(HERE)
    canvas.setLineWidth(1.2 * unit)
    canvas.rect(right - side, top - side, side, side, stroke=1, fill=0)
    size = 8 * unit
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, size)
    for number, line in enumerate(told.invitation, 1):
        canvas.drawRightString(right, top - side - size * 1.3 * number, fonts.printable(line, BOLD))
