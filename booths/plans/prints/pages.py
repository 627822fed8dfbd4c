"""What every printed page of a plan has: a heading, a plan as large as fits, a legend."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from booths.plans.geometry import Box
from booths.plans.prints.ink import GREY, INK, Ink
from booths.plans.prints.papers import Paper
from booths.plans.shapes import Drawing
from expo.fonts import BOLD, REGULAR, printable, width


class Swatch(NamedTuple):
    """A line of the legend: a booth of that sector and state, and the word for it."""

    sector: str
    state: str
    word: str


def heading(canvas: Canvas, paper: Paper, left: str, right: str) -> float:
    """What it is at the left, as of when at the right; returns where the heading ends."""
    size = 15 * paper.unit
    y = paper.height - paper.margin - size
    write(canvas, left, (paper.margin, y), size, BOLD)
    small = 7.5 * paper.unit
    shown = printable(right)
    canvas.setFillColor(GREY)
    canvas.setFont(REGULAR, small)
    canvas.drawRightString(paper.width - paper.margin, y, shown)
    return y - size * 0.6


def plan(canvas: Canvas, drawing: Drawing, frame: Box) -> Ink:
    """The drawing in the middle of the frame (x, and y of its *upper* edge), as large as fits."""
    scale = min(frame.width / drawing.width, frame.height / drawing.height)
    left = frame.x + (frame.width - drawing.width * scale) / 2
    ink = Ink(canvas, left, frame.y, scale)
    ink.plan(drawing)
    return ink


def legend(canvas: Canvas, swatches: Sequence[Swatch], x: float, y: float, unit: float) -> None:
    """One line of them, from x on, standing on y."""
    size, high = 7.5 * unit, 9 * unit
    scale = high / 3
    for swatch in swatches:
        Ink(canvas, x, y + high * 0.78, scale).swatch(
            Box(0, 0, 4, 3), sector=swatch.sector, state=swatch.state
        )
        x += 4 * scale + 3.5 * unit
        word = write(canvas, swatch.word, (x, y), size, REGULAR)
        x += width(word, REGULAR, size) + 13 * unit


def write(canvas: Canvas, text: str, at: tuple[float, float], size: float, font: str) -> str:
    """The text as the font can print it, from the point on; returns what was written."""
    shown = printable(text, font)
    canvas.setFillColor(INK)
    canvas.setFont(font, size)
    canvas.drawString(*at, shown)
    return shown
