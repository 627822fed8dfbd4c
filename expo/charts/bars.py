"""Bars, beside or upon one another: upright where the names of the categories fit below, else
lying with the names before them."""

from collections.abc import Iterator

from expo.charts import axes, choosing, frames, legends, lettering, marks, scales, slices
from expo.charts.elements import Point, text
from expo.charts.ink import INK
from expo.charts.looks import Box, Look
from expo.charts.scales import Scale
from expo.charts.shapes import Chart, ChartKind
from expo.charts.slices import Slice, Stack

FILLED = 0.72
"""Of a category's slot; the rest is air."""

NAMES = 0.36
"""Of the drawing, at most, for the names before lying bars."""

LEAST = 24.0
"""So wide is the slot of an upright bar that is no hour or day, at least."""

WIDEST = 84.0
"""So wide is one bar, at most: alone it would be a block."""

NAME_ROW = 1.2
LABEL_GAP = 5.0


def drawn(chart: Chart, box: Box, look: Look) -> list[str]:
    return (_upright if is_upright(chart, look) else _lying)(chart, box, look)


def is_upright(chart: Chart, look: Look) -> bool:
    slot = (look.width - 70) / len(chart.categories)
    return chart.is_ordered or (slot >= LEAST and axes.fits(chart, slot, look))


def lying_height(chart: Chart, look: Look) -> float:
    """Of one category: as high as its bars and its name need."""
    lanes = min(len(chart.series), choosing.MOST) if chart.kind is ChartKind.BARS else 1
    rows = max(len(name) for name in _names(chart, look))
    return max((rows * NAME_ROW + 0.4) * look.size, lanes * look.size / FILLED)


def _upright(chart: Chart, box: Box, look: Look) -> list[str]:
    stack = slices.stacked(chart, len(chart.categories))
    legend, room = _legend(stack, box, look)
    slot = (box.width - 60) / len(stack.chart.categories)
    lane = slot if stack.lanes == 1 else slot * FILLED / stack.lanes
    is_labelled = all(width <= lane - 3 for width in _label_widths(stack, look))
    air = look.row if is_labelled and not chart.unit else 0
    lower = Box(room.left, room.top + air, room.right, room.bottom)
    frame = frames.upright(stack.chart, stack.values, lower, look)
    placed = [(each, _standing(each, stack, frame.plot, frame.scale)) for each in stack.slices]
    return [
        *legend,
        *frame.elements,
        *(marks.bar(bar, each.style) for each, bar in placed if each.style),
        *(_above(stack, each, bar, look) for each, bar in placed if is_labelled),
    ]


def _lying(chart: Chart, box: Box, look: Look) -> list[str]:
    most = max(1, int((box.height - 2.5 * look.row) / lying_height(chart, look)))
    stack = slices.stacked(chart, most)
    legend, room = _legend(stack, box, look)
    names, widest = _names(stack.chart, look), max(_label_widths(stack, look), default=0)
    widths = [lettering.width(line, look.size) for name in names for line in name]
    below = widest + LABEL_GAP if any(value < 0 for value in stack.values) else 0
    left = room.left + max(widths) + axes.PAD + below
    right = room.right - widest - LABEL_GAP
    top = room.top + axes.unit_height(chart, look)
    plot = Box(left, top, right, room.bottom - look.row - 4)
    scale = scales.scale(stack.values, left, right, decimals=chart.decimals, gap=widest + 24)
    placed = [(each, _stretched(each, stack, plot, scale)) for each in stack.slices]
    return [
        *legend,
        *axes.unit(chart, room, look),
        *axes.columns(scale, axes.ticks(scale, chart), plot, look),
        *_before(names, Box(left - below, plot.top, right, plot.bottom), look),
        *(marks.bar(bar, each.style) for each, bar in placed if each.style),
        *(_behind(stack, each, bar, look) for each, bar in placed),
    ]


def _names(chart: Chart, look: Look) -> list[list[str]]:
    room = look.width * NAMES
    return [lettering.broken(name, look.size, room) or [""] for name in chart.categories]


def _legend(stack: Stack, box: Box, look: Look) -> tuple[list[str], Box]:
    """It, and the room it leaves."""
    items = legends.items(stack.named, stack.more, look)
    drawn = legends.drawn(items, box, look, stack.chart.kind)
    return drawn, Box(box.left, box.top + legends.height(items, look), box.right, box.bottom)


def _label_widths(stack: Stack, look: Look) -> list[float]:
    return [
        lettering.width(scales.grouped(label, stack.chart.decimals), _label_size(stack, look))
        for label in stack.labels
    ]


def _standing(each: Slice, stack: Stack, plot: Box, scale: Scale) -> Box:
    slot = plot.width / len(stack.chart.categories)
    filled = min(slot * FILLED, WIDEST * stack.lanes)
    width = filled / stack.lanes
    left = plot.left + slot * (each.category + 0.5) - filled / 2 + width * each.lane
    ends = sorted([scale.at(each.start), scale.at(each.end)])
    return Box(left, ends[0], left + width, ends[1])


def _stretched(each: Slice, stack: Stack, plot: Box, scale: Scale) -> Box:
    slot = plot.height / len(stack.chart.categories)
    height = slot * FILLED / stack.lanes
    top = plot.top + slot * (each.category + (1 - FILLED) / 2) + height * each.lane
    ends = sorted([scale.at(each.start), scale.at(each.end)])
    return Box(ends[0], top, ends[1], top + height)


def _above(stack: Stack, each: Slice, bar: Box, look: Look) -> str:
    """Beyond the end of the bar: what is less than nought ends below."""
    y = bar.top - LABEL_GAP if each.end >= 0 else bar.bottom + look.size
    return _label(stack, each, ((bar.left + bar.right) / 2, y), look, "middle")


def _behind(stack: Stack, each: Slice, bar: Box, look: Look) -> str:
    y = (bar.top + bar.bottom) / 2 + look.size * 0.35
    if each.end < 0:
        return _label(stack, each, (bar.left - LABEL_GAP, y), look, "end")
    return _label(stack, each, (bar.right + LABEL_GAP, y), look, "start")


def _label(stack: Stack, each: Slice, at: Point, look: Look, anchor: str) -> str:
    if each.label is None:
        return ""
    told = scales.grouped(each.label, stack.chart.decimals)
    return text(at, told, _label_size(stack, look), text_anchor=anchor, fill=INK)


def _label_size(stack: Stack, look: Look) -> float:
    return look.size if stack.lanes == 1 else look.size * 0.87


def _before(names: list[list[str]], plot: Box, look: Look) -> Iterator[str]:
    slot, row = plot.height / len(names), look.size * NAME_ROW
    for number, name in enumerate(names):
        middle = plot.top + slot * (number + 0.5)
        for line, told in enumerate(name):
            y = middle + look.size * 0.35 + (line - (len(name) - 1) / 2) * row
            yield text((plot.left - axes.PAD, y), told, look.size, text_anchor="end", fill=INK)
