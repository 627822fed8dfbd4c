"""The number that a published figure is, counted from what is taken as known."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from expo.models import Edition
from visitors import attendance
from visitors.attendance import DayInside, Knowledge
from visitors.attendance.calendars import rules_of
from visitors.figures import DayFigures, Figures
from visitors.models import FigureName


def value_of(edition: Edition, figure: FigureName, day: date | None, known: Knowledge) -> int:
    """The figure of that show day, or of all with None; 0 for a day that is none (any more).

    Raises NoShowDays and ContradictoryRules."""
    known = _until_the_end(edition, day, known)
    if figure == FigureName.PEAK:
        return peak_of(attendance.days_known(edition, known), day)
    return number_of(attendance.figures_known(edition, known), figure, day)


def number_of(counted: Figures, figure: FigureName, day: date | None) -> int:
    """Any figure but the peak."""
    of_days = {told.day: told for told in counted.days}
    told = counted if day is None else of_days.get(day, DayFigures(day))
    return int(getattr(told, figure.value))


def peak_of(days: Mapping[date, DayInside], day: date | None) -> int:
    """The most people inside at one moment of the day, or of any; 0 where nobody was."""
    peaks = [told.peak.people for each, told in days.items() if told.peak and day in {None, each}]
    return max(peaks, default=0)


def _until_the_end(edition: Edition, day: date | None, known: Knowledge) -> Knowledge:
    """What was scanned after a day changes none of its figures, and need not be counted."""
    ends = [shown.ends for shown in rules_of(edition).show_days if shown.day == day]
    until = [known.scanned_until] if known.scanned_until else []
    return replace(known, scanned_until=min([*ends, *until], default=None))
