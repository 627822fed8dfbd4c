"""A table on paper: split over pages with its head on each, numbers at the right."""

from collections.abc import Iterator, Mapping
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle

from expo import fonts
from expo.dashboard.reports.documents import Grid, Term
from expo.dashboard.reports.paper import styles
from expo.dashboard.reports.paper.words import linked, paragraph, printed
from expo.dashboard.tables import Column, cells
from expo.dashboard.tables.cells import Cell

PADDING = 4.5
WORDY = 1.5
"""How much wider than a number's a column of words is where nothing else is said."""

Terms = Mapping[tuple[str, str], Term]
Content = Any
"""Words as they are, or a paragraph of the library, which has no types."""
Command = tuple[object, ...]


def grid(told: Grid, terms: Terms, wide: float) -> Flowable:
    columns = cells.shown(told.table)
    widths = _widths(columns, told.weights, wide)
    rows = [[_head(column, terms) for column in columns]]
    rows += [_row(line, widths) for line in cells.lines(told.table)]
    if told.table.total:
        rows.append(_row(cells.total(told.table), widths, fonts.BOLD))
    look = [*LOOK, *_numbers_right(columns), *(TOTAL if told.table.total else [])]
    return LongTable(rows, widths, style=TableStyle(look), repeatRows=1, spaceAfter=6)


def _numbers_right(columns: list[Column]) -> Iterator[Command]:
    for at, column in enumerate(columns):
        if _is_number(column):
            yield "ALIGN", (at, 1), (at, -1), "RIGHT"


def _widths(columns: list[Column], weights: Mapping[str, float], wide: float) -> list[float]:
    told = [weights.get(column.key, 1.0 if _is_number(column) else WORDY) for column in columns]
    return [weight * wide / sum(told) for weight in told]


def _head(column: Column, terms: Terms) -> Paragraph:
    """Leads to what the column means."""
    label, style = str(column.label), styles.NUMBER_HEAD if _is_number(column) else styles.HEAD
    term = terms.get((label, str(column.meaning)))
    return linked(label, style, term.key) if term else paragraph(label, style)


def _row(line: list[Cell], widths: list[float], font: str = fonts.REGULAR) -> list[Content]:
    return [_cell(cell, wide, font) for cell, wide in zip(line, widths, strict=True)]


def _cell(cell: Cell, wide: float, font: str) -> Content:
    """What fits on a line is drawn as it is: a paragraph costs ten times as much."""
    text = printed(cell.text, font)
    if fonts.width(text, font, styles.CELL.fontSize) <= wide - 2 * PADDING - 0.5:
        return text
    style = styles.NUMBER if cell.is_number else styles.CELL
    return paragraph(text, ParagraphStyle(f"{style.name} {font}", style, fontName=font))


def _is_number(column: Column) -> bool:
    return column.kind in cells.NUMBERS


LOOK: list[Command] = [
    ("FONT", (0, 1), (-1, -1), fonts.REGULAR, styles.CELL.fontSize, styles.CELL.leading),
    ("TEXTCOLOR", (0, 0), (-1, -1), styles.INK),
    ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ("VALIGN", (0, 1), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ("BACKGROUND", (0, 0), (-1, 0), styles.WASH),
    ("LINEABOVE", (0, 0), (-1, 0), 1, styles.ACCENT),
    ("LINEBELOW", (0, 0), (-1, 0), 0.6, styles.ACCENT),
    ("LINEBELOW", (0, 1), (-1, -1), 0.25, styles.LINE),
]
TOTAL: list[Command] = [
    ("FONT", (0, -1), (-1, -1), fonts.BOLD, styles.CELL.fontSize, styles.CELL.leading),
    ("LINEABOVE", (0, -1), (-1, -1), 0.8, styles.INK),
]
