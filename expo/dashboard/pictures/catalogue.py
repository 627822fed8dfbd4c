"""Every chart that has an address of its own, by its name there."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from expo.charts import Chart
from expo.dashboard.pictures import courses, making
from expo.dashboard.pictures.forms import FORMS
from expo.models import Edition

Maker = Callable[[Edition, datetime | None], Chart]
DayMaker = Callable[[Edition, datetime | None, date | None], Chart]

CHARTS: dict[str, Maker] = {
    **{name: partial(making.of, name) for name in FORMS},
    "hour": courses.hours,
}
DAY_CHARTS: dict[str, DayMaker] = {"quarters": courses.quarters}
"""Those of one show day; without a day of the one that runs, or ran last."""

NAMES = (*CHARTS, *DAY_CHARTS)


def chart(
    name: str, edition: Edition, *, as_of: datetime | None = None, day: date | None = None
) -> Chart:
    """As counted by now, or as known at an aware moment.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly, AsOfInTheFuture and NoSuchDay."""
    if name in DAY_CHARTS:
        return DAY_CHARTS[name](edition, as_of, day)
    return CHARTS[name](edition, as_of)
