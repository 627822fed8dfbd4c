"""All that is told of the fair as a whole, from one count: its figures and the people inside."""

from dataclasses import dataclass
from datetime import datetime

from expo.models import Edition
from visitors.attendance import insides, totals
from visitors.attendance.insides import AreaInside
from visitors.attendance.rows import Row, inside_document
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import Part
from visitors.figures import Figures


@dataclass(frozen=True, slots=True)
class Overview:
    """`inside` has `occupancy` and `peak`."""

    figures: Figures
    inside: Row


def overview(edition: Edition, as_of: datetime | None = None) -> Overview:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    fair = the_fair(edition)
    sums = opened(edition, fair, (*totals.TOTALS, Part.SECONDS), as_of)
    area = next(iter(fair), None)
    inside = insides.so_far(sums)[area.pk] if area else AreaInside()
    return Overview(totals.figures_of(fair, sums), inside_document(area, inside, sums))
