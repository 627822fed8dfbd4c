"""The plan with its legend and its index."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from booths.plans.geometry import Box
from booths.plans.prints import columns, pages
from booths.plans.prints.columns import Area, Entry
from booths.plans.prints.pages import Swatch
from booths.plans.prints.papers import Paper
from booths.plans.shapes import Drawing
from expo import fonts

PLAN_SHARE = 0.66
"""How much of a page's height the plan takes at most."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is said on it. `index` stands in the order of its names."""

    title: str
    as_of: str
    drawing: Drawing
    legend: Sequence[Swatch]
    index: Sequence[Entry]
    language: str


def sheet(told: Sheet, paper: Paper, folder: Path) -> bytes:
    """The PDF; an index too long for the first page goes on. Raises FontMissing."""
    fonts.load(folder)
    file = BytesIO()
    canvas = Canvas(
        file, (paper.width, paper.height), pageCompression=1, invariant=1, lang=told.language
    )
    canvas.setTitle(told.title)
    rest = _first_page(canvas, told, paper)
    while rest:
        canvas.showPage()
        rest = _further_page(canvas, told, paper, rest)
    canvas.save()
    return file.getvalue()


def _first_page(canvas: Canvas, told: Sheet, paper: Paper) -> Sequence[Entry]:
    top = pages.heading(canvas, paper, told.title, told.as_of)
    most = paper.height * PLAN_SHARE
    drawing = told.drawing
    high = min(most, drawing.height * paper.wide / max(drawing.width, 1))
    pages.plan(canvas, drawing, Box(paper.margin, top, paper.wide, high))
    below = top - high - 15 * paper.unit
    pages.legend(canvas, told.legend, paper.margin, below, paper.unit)
    area = Area(paper.margin, paper.wide, below - 6 * paper.unit, paper.margin * 0.7)
    return columns.set_in(canvas, area, told.index, paper.unit)


def _further_page(
    canvas: Canvas, told: Sheet, paper: Paper, entries: Sequence[Entry]
) -> Sequence[Entry]:
    top = pages.heading(canvas, paper, told.title, told.as_of)
    area = Area(paper.margin, paper.wide, top, paper.margin * 0.7)
    return columns.set_in(canvas, area, entries, paper.unit)
