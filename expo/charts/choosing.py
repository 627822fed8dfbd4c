"""What of a chart has room for a name and a colour, and what only stands in its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from expo.charts import ink
from expo.charts.ink import Style
from expo.charts.shapes import Chart, Series

MOST = len(ink.STYLES)

Styled = tuple[Series, Style]


@dataclass(frozen=True, slots=True)
class Chosen:
    """`named` in the order of the chart; `others` are too many to be told apart."""

    named: Sequence[Styled]
    others: Sequence[Series] = ()

    @property
    def values(self) -> list[float]:
        every = [*(series for series, _style in self.named), *self.others]
        return [value for series in every for value in series.values if value is not None]


def chosen(chart: Chart) -> Chosen:
    """The series with the greatest sums are named."""
    ranked = sorted(range(len(chart.series)), key=lambda at: (-_sum(chart.series[at]), at))
    named = [chart.series[at] for at in sorted(ranked[:MOST])]
    others = [chart.series[at] for at in sorted(ranked[MOST:])]
    return Chosen(_styled(named), others)


def more(chart: Chart, count: int) -> str:
    """That so many had no room; nothing if all had."""
    return chart.words.more.format(count=f"{count:,}") if count else ""


def _styled(series: list[Series]) -> list[Styled]:
    return list(zip(series, ink.styles([each.is_quiet for each in series]), strict=True))


def _sum(series: Series) -> float:
    return sum(value for value in series.values if value is not None)
