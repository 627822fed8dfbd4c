"""The show days of an edition, and when the doors are open on them."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition


class NoShowDays(Refused):
    code = "no_show_days"
    message = _("The edition has no show days yet.")


class Hours(NamedTuple):
    opens: datetime
    closes: datetime


def ask_once(edition: Edition) -> None:
    """Read the show days and keep them with this object, for whoever asks it for them next."""
    prefetch_related_objects([edition], "show_days")


def opening_hours(edition: Edition) -> list[Hours]:
    """When the fair is open, day by day, in the edition's own time zone."""
    return [
        Hours(
            datetime.combine(day.date, day.opens, tzinfo=edition.tz),
            datetime.combine(day.date, day.closes, tzinfo=edition.tz),
        )
        for day in edition.show_days.all()
    ]


def is_open(edition: Edition, at: datetime) -> bool:
    return any(hours.opens <= at < hours.closes for hours in opening_hours(edition))


def first_and_last(edition: Edition) -> tuple[date, date]:
    """Raises NoShowDays."""
    dates = list(edition.show_days.order_by("date").values_list("date", flat=True))
    if not dates:
        raise NoShowDays
    return dates[0], dates[-1]
