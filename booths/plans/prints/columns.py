"""The index of a plan: who is on which booth, in columns from the left, from page to page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from booths.plans.prints.ink import GREY, INK
from expo.fonts import BOLD, REGULAR, printable, width

COLUMNS = 5
GAP = 10.0
SIZE, LEADING = 7.2, 10.6
"""Points on A4."""
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Entry:
    """An exhibitor, and the codes of the booths where it is found."""

    name: str
    codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Area:
    """Where the index may stand on a page: from `top` down to `bottom`."""

    left: float
    width: float
    top: float
    bottom: float


def set_in(canvas: Canvas, area: Area, entries: Sequence[Entry], unit: float) -> Sequence[Entry]:
    """Write what fits into the area, and return what is left for another page."""
    step = LEADING * unit
    rows = max(0, int((area.top - area.bottom) / step))
    fitting, rest = entries[: rows * COLUMNS], entries[rows * COLUMNS :]
    column = (area.width - GAP * unit * (COLUMNS - 1)) / COLUMNS
    for entry, (number, row) in zip(fitting, _places(len(fitting), rows), strict=True):
        left = area.left + number * (column + GAP * unit)
        _write(canvas, entry, (left, area.top - (row + 1) * step, column), SIZE * unit)
    return rest


def _places(entries: int, rows: int) -> Iterator[tuple[int, int]]:
    """Column and row of each: columns of the same height, as low as they can be."""
    rows = min(rows, -(-entries // COLUMNS)) or 1
    for at in range(entries):
        yield divmod(at, rows)


def _write(canvas: Canvas, entry: Entry, place: tuple[float, float, float], size: float) -> None:
    """The name at the left of the place (x, y, width), the codes at its right."""
    x, y, wide = place
    codes = _shortened(", ".join(entry.codes), BOLD, size, wide * 0.62)
    codes_wide = width(codes, BOLD, size)
    name = _shortened(entry.name, REGULAR, size, wide - codes_wide - size)
    canvas.setFillColor(INK)
    canvas.setFont(REGULAR, size)
    canvas.drawString(x, y, name)
    canvas.setFont(BOLD, size)
    canvas.drawString(x + wide - codes_wide, y, codes)
    canvas.setStrokeColor(GREY)
    canvas.setLineWidth(0.2)
    canvas.line(x, y - size * 0.34, x + wide, y - size * 0.34)


def _shortened(text: str, font: str, size: float, limit: float) -> str:
    shown = printable(text, font)
    if width(shown, font, size) <= limit:
        return shown
    while shown and width(shown + ELLIPSIS, font, size) > limit:
        shown = shown[:-1]
    return shown.rstrip(" ,") + ELLIPSIS
