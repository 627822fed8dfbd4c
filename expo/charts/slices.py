"""Bars before they lie anywhere: from value to value, in a lane of their category's slot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from expo.charts import choosing, ink
from expo.charts.choosing import Styled
from expo.charts.ink import Hatch, Marker, Style
from expo.charts.shapes import Chart, ChartKind, Series

REST = Style(ink.AXIS, ink.PAPER, "", Marker.RING, Hatch.HOLLOW)
"""What is left of a stack, of series that have no room for a name."""


@dataclass(frozen=True, slots=True)
class Slice:
    """`label` is written at its end, where there is room."""

    category: int
    lane: int
    start: float
    end: float
    style: Style | None
    label: float | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """All that is drawn of a chart of bars; `named` and `more` are its legend."""

    chart: Chart
    slices: Sequence[Slice]
    lanes: int
    named: Sequence[Styled]
    more: str = ""

    @property
    def values(self) -> list[float]:
        return [each.end for each in self.slices]

    @property
    def labels(self) -> list[float]:
        return [each.label for each in self.slices if each.label is not None]


def stacked(chart: Chart, most: int) -> Stack:
    """Of at most so many categories, the greatest; what does not fit is told or, in a stack of
    series, summed up as the rest."""
    shown = _greatest(chart, most)
    hidden = len(chart.categories) - len(shown.categories)
    chosen = choosing.chosen(shown)
    more = choosing.more(chart, hidden or len(chosen.others))
    if chart.kind is ChartKind.BARS:
        return Stack(shown, list(_beside(chosen.named)), len(chosen.named), chosen.named, more)
    named = list(chosen.named)
    if chosen.others:
        rest = choosing.more(chart, len(chosen.others))
        named.append((Series(rest, _sums(chosen.others)), REST))
        more = choosing.more(chart, hidden)
    return Stack(shown, list(_upon(named)), 1, named, more)


def _greatest(chart: Chart, most: int) -> Chart:
    """In their own order."""
    if len(chart.categories) <= most:
        return chart
    sums = _sums(chart.series)
    ranked = sorted(range(len(sums)), key=lambda at: (-sums[at], at))
    kept = sorted(ranked[:most])
    return replace(
        chart,
        categories=[chart.categories[at] for at in kept],
        series=[replace(each, values=[each.values[at] for at in kept]) for each in chart.series],
    )


def _beside(named: Sequence[Styled]) -> Iterator[Slice]:
    for lane, (series, style) in enumerate(named):
        for category, value in enumerate(series.values):
            if value is not None:
                yield Slice(category, lane, 0, value, style, value)


def _upon(named: Sequence[Styled]) -> Iterator[Slice]:
    """Only what is above nought can be stacked. The last slice of a stack has its sum."""
    for category in range(len(named[0][0].values)):
        top, is_known = 0.0, False
        for series, style in named:
            value = series.values[category]
            is_known = is_known or value is not None
            if value is not None and value > 0:
                yield Slice(category, 0, top, top + value, style)
                top += value
        if is_known:
            yield Slice(category, 0, top, top, None, top)


def _sums(series: Sequence[Series]) -> list[float]:
    columns = zip(*(each.values for each in series), strict=True)
    return [sum(value for value in column if value is not None) for column in columns]
