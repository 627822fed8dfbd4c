"""How days went: the entries of whole days, quarter of an hour by quarter of an hour."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db.models import Sum

from expo.models import Edition
from visitors.models import AreaKind, GateQuarter

Rhythm = Mapping[datetime, int]
"""Start of a quarter of an hour (aware, UTC) → entries through all entrances, never 0."""


def rhythms(edition: Edition, days: Collection[date]) -> dict[date, Rhythm]:
    """Of each of these show days on which somebody entered; a day's sum is its entries."""
    here = GateQuarter.objects.filter(edition=edition, gate__area__kind=AreaKind.FAIR)
    rows = here.filter(day__in=days).values_list("day", "quarter").annotate(told=Sum("entries"))
    found: dict[date, dict[datetime, int]] = defaultdict(dict)
    for day, quarter, entries in rows.order_by("day", "quarter"):
        if entries:
            found[day][quarter] = entries
    return dict(found)
