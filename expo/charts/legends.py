"""Which look is whose: a row of samples with their names above the chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expo.charts import lettering, marks
from expo.charts.choosing import Styled
from expo.charts.elements import line, text
from expo.charts.ink import INK, QUIET, Style
from expo.charts.looks import Box, Look
from expo.charts.shapes import ChartKind

SAMPLE, GAP = 30.0, 8.0
BETWEEN = 24.0
WIDEST = 0.45
"""Of the drawing, for one name."""


@dataclass(frozen=True, slots=True)
class Item:
    style: Style | None
    name: str
    x: float
    row: int


def height(items: Sequence[Item], look: Look) -> float:
    return (items[-1].row + 1) * look.row + 6 if items else 0.0


def items(named: Sequence[Styled], more: str, look: Look) -> list[Item]:
    """Row after row, as many as it takes; nothing where there is nothing to tell apart."""
    told: list[tuple[Style | None, str]] = [(style, series.name) for series, style in named]
    told = told if len(told) > 1 else []
    return list(_placed([*told, *([(None, more)] if more else [])], look))


def drawn(items: Sequence[Item], box: Box, look: Look, kind: ChartKind) -> list[str]:
    """At the top of the box."""
    return [part for item in items for part in _item(item, box, look, kind)]


def _placed(told: Sequence[tuple[Style | None, str]], look: Look) -> Iterator[Item]:
    x, row = 0.0, 0
    for style, name in told:
        sample = SAMPLE + GAP if style else 0.0
        shown = lettering.cut(name, look.size, look.width * (WIDEST if style else 1))
        wide = sample + lettering.width(shown, look.size)
        if x and x + wide > look.width:
            x, row = 0.0, row + 1
        yield Item(style, shown, x, row)
        x += wide + BETWEEN


def _item(item: Item, box: Box, look: Look, kind: ChartKind) -> Iterator[str]:
    middle = box.top + (item.row + 0.5) * look.row
    start = box.left + item.x
    if item.style:
        yield _sample(item.style, Box(start, middle - 6, start + SAMPLE, middle + 6), kind)
        start += SAMPLE + GAP
    at = (start, middle + look.size * 0.35)
    yield text(at, item.name, look.size, fill=INK if item.style else QUIET)


def _sample(style: Style, box: Box, kind: ChartKind) -> str:
    if kind is not ChartKind.LINES:
        return marks.bar(box, style)
    middle = (box.top + box.bottom) / 2
    stroke = line(
        (box.left, middle),
        (box.right, middle),
        stroke=style.colour,
        stroke_width=style.width,
        stroke_dasharray=style.dash or None,
    )
    return stroke + marks.marker(((box.left + box.right) / 2, middle), style)
