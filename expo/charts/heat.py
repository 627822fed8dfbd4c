"""A grid that is darker where there is more; nothing known is crossed out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from expo.charts import axes, choosing, ink, lettering, scales
from expo.charts.elements import number, path, tag, text
from expo.charts.ink import AXIS, INK, PAPER, QUIET
from expo.charts.looks import Box, Look
from expo.charts.shapes import Chart, Series

NAMES = 0.3
LEAST = 1.25
"""So many letter heights a row has, at least."""

SWATCH = 34.0
STEPS = 5
SHADES = 60
"""More than anybody tells apart."""


def drawn(chart: Chart, box: Box, look: Look) -> list[str]:
    """As many rows as fit, those with the most; how many do not, is told."""
    most = max(1, int((box.height - 3.5 * look.row) / (look.size * LEAST)))
    rows = _greatest(chart.series, most)
    greatest = max((value for row in rows for value in row.values if value), default=0)
    names = [lettering.cut(row.name, look.size, look.width * NAMES) for row in rows]
    left = box.left + max(lettering.width(name, look.size) for name in names) + axes.PAD
    labels = axes.labels(chart, (box.right - left) / len(chart.categories), look)
    plot = Box(left, box.top + look.row + 8, box.right, box.bottom - axes.depth(labels, look))
    more = choosing.more(chart, len(chart.series) - len(rows))
    return [
        *_key(chart, greatest, more, box, look),
        *_cells(chart, rows, greatest, plot, look),
        *_names(names, plot, look),
        *axes.below(labels, plot, look),
    ]


def _greatest(series: Sequence[Series], most: int) -> list[Series]:
    """In their own order."""
    ranked = sorted(range(len(series)), key=lambda at: (-_sum(series[at]), at))
    return [series[at] for at in sorted(ranked[:most])]


def _sum(series: Series) -> float:
    return sum(value for value in series.values if value is not None)


def _key(chart: Chart, greatest: float, more: str, box: Box, look: Look) -> Iterator[str]:
    """From nought to the greatest value, and what is counted."""
    end = scales.grouped(greatest, chart.decimals)
    x = box.left + lettering.width("0", look.size) + 6
    base = box.top + look.row * 0.5 + look.size * 0.35
    yield text((box.left, base), "0", look.size, fill=QUIET)
    for step in range(STEPS):
        share = step / (STEPS - 1)
        yield tag(
            "rect",
            x=x + step * SWATCH,
            y=box.top + look.row * 0.15,
            width=SWATCH,
            height=look.row * 0.7,
            fill=ink.heat(share),
            stroke=AXIS,
            stroke_width=0.5,
        )
    told = "   ".join(part for part in (f"{end} {chart.unit}".strip(), more) if part)
    yield text((x + STEPS * SWATCH + 6, base), told, look.size, fill=QUIET)


def _cells(
    chart: Chart, rows: Sequence[Series], greatest: float, plot: Box, look: Look
) -> Iterator[str]:
    """All cells of one shade are one path: a grid of thousands stays small."""
    shades: dict[int, list[Box]] = defaultdict(list)
    numbers, unknown = [], []
    for cell, value in _grid(rows, plot):
        if value is None:
            unknown.append(cell)
            continue
        shade = round(SHADES * min(max(value / greatest, 0), 1)) if greatest else 0
        shades[shade].append(cell)
        numbers.append(_number(cell, value, ink.heat(shade / SHADES), chart, look))
    for shade, cells in sorted(shades.items()):
        yield _painted(cells, ink.heat(shade / SHADES))
    if unknown:
        yield _painted(unknown, PAPER)
        yield _crossed(unknown)
    yield from numbers


def _grid(rows: Sequence[Series], plot: Box) -> Iterator[tuple[Box, float | None]]:
    width, height = plot.width / len(rows[0].values), plot.height / len(rows)
    for at, row in enumerate(rows):
        for column, value in enumerate(row.values):
            left, top = plot.left + column * width, plot.top + at * height
            yield Box(left, top, left + width, top + height), value


def _painted(cells: Sequence[Box], colour: str) -> str:
    outlines = "".join(
        f"M{number(cell.left)},{number(cell.top)}H{number(cell.right)}V{number(cell.bottom)}"
        f"H{number(cell.left)}Z"
        for cell in cells
    )
    return tag("path", d=outlines, fill=colour, stroke=PAPER, stroke_width=1)


def _crossed(cells: Sequence[Box]) -> str:
    strokes = (path([(cell.left, cell.bottom), (cell.right, cell.top)]) for cell in cells)
    return tag("path", d="".join(strokes), stroke=AXIS, stroke_width=0.6, fill="none")


def _number(cell: Box, value: float, colour: str, chart: Chart, look: Look) -> str:
    """Where there is room for it."""
    told = scales.grouped(value, chart.decimals)
    if lettering.width(told, look.size * 0.9) > cell.width - 4 or cell.height < look.size * 1.2:
        return ""
    letters = INK if ink.contrast(colour, INK) > ink.contrast(colour, PAPER) else PAPER
    at = ((cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2 + look.size * 0.32)
    return text(at, told, look.size * 0.9, text_anchor="middle", fill=letters)


def _names(names: Sequence[str], plot: Box, look: Look) -> Iterator[str]:
    height = plot.height / len(names)
    for row, name in enumerate(names):
        at = (plot.left - axes.PAD, plot.top + height * (row + 0.5) + look.size * 0.35)
        yield text(at, name, look.size, text_anchor="end", fill=INK)
