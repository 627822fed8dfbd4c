"""Every table that has an address of its own, by its name there."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from expo.dashboard.heat import sheets
from expo.dashboard.publishing.tables import published
from expo.dashboard.safety import tables as safety
from expo.dashboard.tables import (
    breakdowns,
    downtimes,
    exhibitors,
    forms,
    programme,
    totals,
)
from expo.dashboard.tables.shapes import Table
from expo.models import Edition

Maker = Callable[[Edition, datetime | None], Table]

TABLES: dict[str, Maker] = {
    "totals": totals.totals,
    "days": totals.days,
    "published": published,
    **{name: partial(breakdowns.made, name) for name in forms.FORMS},
    "exhibitors": exhibitors.exhibitors,
    "exhibitors_list": exhibitors.exhibitors_list,
    "spaces": exhibitors.spaces,
    "floor": exhibitors.halls,
    "downtime": downtimes.downtime,
    "programme": programme.programme_table,
    "heat": sheets.heat,
    "halls": sheets.halls,
    "warnings": safety.warnings,
    "peaks": safety.peaks,
}


def table(name: str, edition: Edition, *, as_of: datetime | None = None) -> Table:
    """As counted by now, or as known at an aware moment.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    return TABLES[name](edition, as_of)
