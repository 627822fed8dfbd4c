"""What a chart shows, as plain values in the reader's language. Asks nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class ChartKind(StrEnum):
    LINES = "lines"
    BARS = "bars"
    STACKED_BARS = "stacked_bars"
    HEAT = "heat"
    """A grid: categories from left to right, one row for each series."""


@dataclass(frozen=True, slots=True)
class Series:
    """One value for each category of the chart; None: nothing is known, and nothing is drawn."""

    name: str
    values: Sequence[float | None]
    is_quiet: bool = False
    """What others are compared with, as yesterday: drawn paler and thinner."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a drawing says by itself, in the reader's language. `more` stands for what had no room:
    `{count}` of it."""

    language: str = ""
    nothing: str = "–"
    more: str = "+{count}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """`title` and `summary` tell it to whoever does not see it; `unit` stands at the values.

    `is_ordered`: the categories follow one another, as hours and days do. `note` is drawn below
    in a file, as of when and from whom the figures are."""

    kind: ChartKind
    title: str
    summary: str
    categories: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    decimals: int = 0
    is_ordered: bool = False
    note: str = ""
    words: Words = Words()

    def __post_init__(self) -> None:
        wrong = [each.name for each in self.series if len(each.values) != len(self.categories)]
        if wrong:
            raise ValueError(f"Not one value for each category: {', '.join(wrong)}")

    @property
    def is_empty(self) -> bool:
        """Nothing is known. Where everything is nought, that is known."""
        return all(value is None for each in self.series for value in each.values)
