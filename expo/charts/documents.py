"""The whole drawing: its title and description for whoever does not see it, then what is seen."""

from collections.abc import Callable
from dataclasses import replace

from expo.charts import bars, heat, lettering, lines
from expo.charts.elements import group, tag, text, words
from expo.charts.ink import INK, PAPER, QUIET
from expo.charts.looks import NARROW, Box, Look
from expo.charts.shapes import Chart, ChartKind

PLAIN_HEIGHT, NARROW_HEIGHT = 400, 320
EDGE = 16.0
MOST_ROWS = 40

Drawer = Callable[[Chart, Box, Look], list[str]]

DRAWERS: dict[ChartKind, Drawer] = {
    ChartKind.LINES: lines.drawn,
    ChartKind.BARS: bars.drawn,
    ChartKind.STACKED_BARS: bars.drawn,
    ChartKind.HEAT: heat.drawn,
}


def document(chart: Chart, look: Look) -> str:
    edge = EDGE if look.is_titled else 1.0
    inner = replace(look, width=look.width - 2 * edge)
    head, top = _head(chart, edge, inner)
    foot, bottom = _foot(chart, edge, inner)
    box = Box(edge, top, look.width - edge, bottom)
    draw = _nothing if chart.is_empty else DRAWERS[chart.kind]
    return tag(
        "svg",
        "".join(
            [
                tag("title", words(chart.title), id=f"{look.key}-title"),
                tag("desc", words(chart.summary), id=f"{look.key}-desc"),
                *([_paper(look)] if look.is_titled else []),
                group([*head, *draw(chart, box, inner), *foot], font_family=look.font),
            ]
        ),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {look.width:g} {look.height:g}",
        width=look.width,
        height=look.height,
        role="img",
        aria_labelledby=f"{look.key}-title {look.key}-desc",
        **{"xml:lang": chart.words.language or None},
    )


def natural_height(chart: Chart, width: float, *, is_titled: bool) -> float:
    """What suits the chart where nobody says: rows of a grid, and lying bars, take their room."""
    look = Look(width=width - 2 * EDGE, height=PLAIN_HEIGHT)
    around = look.row * 4 + (look.row * 3.5 if is_titled else 0)
    if chart.is_empty:
        return PLAIN_HEIGHT / 2
    if chart.kind is ChartKind.HEAT:
        return around + min(len(chart.series), MOST_ROWS) * look.row * 1.3
    if chart.kind is not ChartKind.LINES and not bars.is_upright(chart, look):
        rows = min(len(chart.categories), MOST_ROWS)
        return around + rows * bars.lying_height(chart, look)
    plain = PLAIN_HEIGHT if width >= NARROW else NARROW_HEIGHT
    return plain + (look.row * 2 if is_titled else 0)


def _paper(look: Look) -> str:
    return tag("rect", width=look.width, height=look.height, fill=PAPER)


def _head(chart: Chart, edge: float, look: Look) -> tuple[list[str], float]:
    """The title, where the drawing stands alone, and where the rest begins."""
    if not look.is_titled:
        return [], edge
    size = look.size * 1.25
    told = lettering.broken(chart.title, size * 1.04, look.width)
    elements = [
        text(
            (edge, edge + size * (1 + 1.3 * number)),
            line,
            size,
            font_family=look.bold,
            font_weight="bold",
            fill=INK,
        )
        for number, line in enumerate(told)
    ]
    return elements, edge + size * 1.3 * len(told) + 12


def _foot(chart: Chart, edge: float, look: Look) -> tuple[list[str], float]:
    """The note, where the drawing stands alone, and where the rest ends."""
    bottom = look.height - edge
    if not (look.is_titled and chart.note):
        return [], bottom
    size = look.size * 0.87
    note = lettering.cut(chart.note, size, look.width)
    return [text((edge, bottom - 3), note, size, fill=QUIET)], bottom - size - 14


def _nothing(chart: Chart, box: Box, look: Look) -> list[str]:
    at = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    return [text(at, chart.words.nothing, look.size, text_anchor="middle", fill=QUIET)]
