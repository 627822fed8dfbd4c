"""Bars of an exhibitor's day, hour by hour, drawn by the server."""

from collections.abc import Sequence
from dataclasses import dataclass

from expo.dashboard.own_figures import OwnDay
from expo.show_days import Hours

WIDTH, HEIGHT, GAP = 480, 120, 6


@dataclass(frozen=True, slots=True)
class Bar:
    """One hour. Lengths are those of the drawing."""

    hour: int
    entries: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def label_y(self) -> float:
        return self.y - 4


@dataclass(frozen=True, slots=True)
class Chart:
    day: OwnDay
    bars: list[Bar]
    width: int = WIDTH
    height: int = HEIGHT


def of_days(days: Sequence[OwnDay], opening: Sequence[Hours]) -> list[Chart]:
    """A chart for each day, all on one scale, so that they compare."""
    highest = max((row.entries for day in days for row in day.hours), default=0)
    hours_of = {hours.opens.date(): hours for hours in opening}
    return [Chart(day, _bars(day, _hours(day, hours_of.get(day.day)), highest)) for day in days]


def _hours(day: OwnDay, opening: Hours | None) -> list[int]:
    """The opening hours, and those before and after in which somebody came."""
    shown = {row.hour.hour for row in day.hours}
    if opening:
        last = opening.closes.hour - (opening.closes.minute == 0)
        shown |= set(range(opening.opens.hour, last + 1))
    return list(range(min(shown), max(shown) + 1)) if shown else []


def _bars(day: OwnDay, hours: list[int], highest: int) -> list[Bar]:
    entries = {row.hour.hour: row.entries for row in day.hours}
    step = WIDTH / max(len(hours), 1)
    return [
        _bar(hour, entries.get(hour, 0), number * step, step, highest)
        for number, hour in enumerate(hours)
    ]


def _bar(hour: int, entries: int, x: float, step: float, highest: int) -> Bar:
    height = round(HEIGHT * entries / highest, 1) if highest else 0.0
    return Bar(
        hour,
        entries,
        x=round(x + GAP / 2, 1),
        y=round(HEIGHT - height, 1),
        width=round(step - GAP, 1),
        height=height,
    )
