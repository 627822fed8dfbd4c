"""The number that a published figure is, read from all that was counted."""

from datetime import date

from visitors.figures import DayFigures, Figures
from visitors.models import FigureName


def value_of(counted: Figures, figure: FigureName, day: date | None) -> int:
    """The figure of that show day, or of all with None; 0 for a day that is none (any more)."""
    if day is None:
        return int(getattr(counted, figure.value))
    found = next((told for told in counted.days if told.day == day), DayFigures(day))
    return int(getattr(found, figure.value))
