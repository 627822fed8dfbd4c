"""Each block of a document as what flows over pages."""

from collections.abc import Iterator, Sequence
from functools import singledispatchmethod
from typing import Any

from django.utils.translation import gettext as _
from reportlab.graphics.shapes import Drawing
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from expo.dashboard.pictures import drawn
from expo.dashboard.reports import documents
from expo.dashboard.reports.paper import styles
from expo.dashboard.reports.paper.grids import grid
from expo.dashboard.reports.paper.plans import PlanDrawing
from expo.dashboard.reports.paper.sheets import TALL, UPRIGHT, WIDE, Marked
from expo.dashboard.reports.paper.words import paragraph

ROOM, ROOM_FOR_A_CHART = 170.0, 340.0
"""Points that are left on a page where a part or a piece of it may begin."""

Flow = Iterator[Flowable]


class Painter:
    """Draws the parts of one document; the same words lead to the same definitions in all."""

    def __init__(self, document: documents.Document) -> None:
        self.terms = document.terms

    def part(self, part: documents.Part, number: int) -> Flow:
        """A plan takes a page across; other parts begin where there is room."""
        first, *others = part.blocks
        is_wide = isinstance(first, documents.Plan)
        yield from _across() if is_wide else [CondPageBreak(_room(part.blocks))]
        yield Marked(f"{number}. {part.title}", styles.PART, part.key)
        yield from self.block(first)
        yield from _upright() if is_wide else []
        for at, block in enumerate(others):
            if isinstance(block, documents.Heading):
                yield CondPageBreak(_room(others[at:]))
            yield from self.block(block)

    @singledispatchmethod
    def block(self, block: Any) -> Flow:
        raise TypeError(f"Nobody knows how to draw {block}.")

    @block.register
    def _heading(self, block: documents.Heading) -> Flow:
        yield paragraph(block.words, styles.HEADING)

    @block.register
    def _paragraph(self, block: documents.Paragraph) -> Flow:
        yield paragraph(block.words, styles.QUIET_BODY if block.is_quiet else styles.BODY)

    @block.register
    def _items(self, block: documents.Items) -> Flow:
        for number, item in enumerate(block.items, 1):
            bullet = f"{number}." if block.is_numbered else "•"
            yield paragraph(item, styles.ITEM, bulletText=bullet)

    @block.register
    def _facts(self, block: documents.Facts) -> Flow:
        for asked, told in block.rows:
            yield paragraph(asked, styles.LABEL)
            for line in told.splitlines():
                yield paragraph(line, styles.QUIET_BODY)

    @block.register
    def _terms(self, block: documents.Terms) -> Flow:
        for term in block.terms:
            yield Marked(term.label, styles.LABEL, term.key, is_entry=False)
            yield paragraph(term.meaning, styles.QUIET_BODY)

    @block.register
    def _figures(self, block: documents.Figures) -> Flow:
        rows = [[_value(figure), _meaning(figure)] for figure in block.figures]
        yield Table(rows, [0.36 * TALL, 0.64 * TALL], style=FIGURES, spaceAfter=8)

    @block.register
    def _grid(self, block: documents.Grid) -> Flow:
        if not block.table.rows:
            yield paragraph(_("There is nothing to show yet."), styles.BODY)
            return
        yield grid(block, self.terms, TALL)
        if block.table.note:
            yield paragraph(str(block.table.note), styles.QUIET_BODY)

    @block.register
    def _picture(self, block: documents.Picture) -> Flow:
        yield KeepTogether(
            [
                paragraph(block.chart.title, styles.LABEL),
                _fitted(drawn.drawing(block.chart, width=TALL)),
                paragraph(block.chart.summary, styles.QUIET_BODY),
                Spacer(0, 6),
            ]
        )

    @block.register
    def _plan(self, block: documents.Plan) -> Flow:
        yield PlanDrawing(block.drawing, block.legend)
        yield paragraph(block.summary, styles.QUIET_BODY)


def _across() -> Flow:
    yield NextPageTemplate(WIDE)
    yield PageBreak()


def _upright() -> Flow:
    yield NextPageTemplate(UPRIGHT)
    yield PageBreak()


def _fitted(drawing: Drawing) -> Drawing:
    """As wide as the words around it."""
    scale = TALL / drawing.width
    drawing.width, drawing.height = TALL, drawing.height * scale
    drawing.scale(scale, scale)
    return drawing


def _room(blocks: Sequence[documents.Block]) -> float:
    """A chart stands under the head of its part, not on the next page."""
    is_drawn = any(isinstance(block, documents.Picture) for block in blocks[:2])
    return ROOM_FOR_A_CHART if is_drawn else ROOM


def _value(figure: documents.Figure) -> list[Paragraph]:
    return [paragraph(figure.label, styles.HEAD), paragraph(figure.value, styles.VALUE)]


def _meaning(figure: documents.Figure) -> list[Paragraph]:
    said = [paragraph(figure.note, styles.BODY)] if figure.note else []
    return [*said, paragraph(figure.meaning, styles.QUIET_BODY)]


FIGURES = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ("LINEABOVE", (0, 0), (-1, 0), 1, styles.ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.25, styles.LINE),
    ]
)
