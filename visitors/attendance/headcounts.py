"""Headcounts as the occupancy needs them: by area, in the order in which they were made."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from visitors.attendance.sums import Headcounts
from visitors.figures import Observation as Headcount
from visitors.models import Area
from visitors.models.observation import ObservationQuerySet


def of(observations: ObservationQuerySet, areas: Sequence[Area], until: datetime) -> Headcounts:
    """Those of the areas that were observed by then; of two at one moment the later told last."""
    headcounts: Headcounts = defaultdict(list)
    for row in _rows(observations, areas, until):
        headcounts[row.area_id].append(
            Headcount(f"{row.pk:020}", row.observed_at, row.count, row.kind)
        )
    return headcounts


def _rows(
    observations: ObservationQuerySet, areas: Sequence[Area], until: datetime
) -> ObservationQuerySet:
    return observations.filter(area__in=areas, observed_at__lte=until).order_by("observed_at", "pk")
