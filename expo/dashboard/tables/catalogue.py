"""Every table that has an address of its own, by its name there."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from expo.dashboard.tables import breakdowns, forms, totals
from expo.dashboard.tables.shapes import Table
from expo.models import Edition

Maker = Callable[[Edition, datetime | None], Table]

TABLES: dict[str, Maker] = {
    "totals": totals.totals,
    "days": totals.days,
    **{name: partial(breakdowns.made, name) for name in forms.FORMS},
}


def table(name: str, edition: Edition, *, as_of: datetime | None = None) -> Table:
    """As counted by now, or as known at an aware moment.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    return TABLES[name](edition, as_of)
