"""What every figure is by the last count: for a list, where no past moment is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from expo import editions
from expo.models import Edition
from visitors import attendance
from visitors.attendance import DayInside
from visitors.figures import Figures
from visitors.models import FigureName, PublishedFigure
from visitors.publications.values import number_of, peak_of


@dataclass(frozen=True, slots=True)
class Today:
    """The figures of an edition as they were last counted; `inside` of each day that began."""

    figures: Figures
    inside: Mapping[date, DayInside]

    def value(self, figure: FigureName, day: date | None) -> int:
        if figure == FigureName.PEAK:
            return peak_of(self.inside, day)
        return number_of(self.figures, figure, day)

    def change(self, published: PublishedFigure) -> int:
        """By how much the figure would read more today than it was told."""
        return self.value(FigureName(published.figure), published.day) - published.value


def today(edition: Edition) -> Today:
    """From the rollups, at the same cost for any history.

    Raises NoShowDays and ContradictoryRules."""
    fair = attendance.fair_of(edition)
    inside = attendance.days_of(fair, editions.now(edition)) if fair else {}
    return Today(attendance.figures(edition), inside)
