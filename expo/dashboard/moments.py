"""Where in its life a fair is at a moment: before, open, between two days, over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from expo.show_days import Hours


class Phase(TextChoices):
    UNDATED = "undated", _("Dates to come")
    BEFORE = "before", _("Coming up")
    OPENS_TODAY = "opens_today", _("Opens today")
    OPEN = "open", _("Open now")
    CLOSED_TODAY = "closed_today", _("Closed for today")
    OVER = "over", _("Over")


@dataclass(frozen=True, slots=True)
class Moment:
    """`hours` are those of the day that runs or comes next; `day` is its number, from 1.

    `days_left` are the nights to sleep until it comes."""

    phase: Phase
    at: datetime
    hours: Hours | None = None
    day: int = 0
    days_left: int = 0

    @property
    def is_over(self) -> bool:
        return self.phase is Phase.OVER


def moment(days: Sequence[Hours], at: datetime) -> Moment:
    """`days` in order, each in the fair's own time zone."""
    if not days:
        return Moment(Phase.UNDATED, at)
    for number, hours in enumerate(days, start=1):
        if at < hours.closes:
            days_left = (hours.opens.date() - at.astimezone(hours.opens.tzinfo).date()).days
            return Moment(_phase(hours, number, days_left, at), at, hours, number, days_left)
    return Moment(Phase.OVER, at, days[-1], len(days))


def _phase(hours: Hours, number: int, days_left: int, at: datetime) -> Phase:
    if hours.opens <= at:
        return Phase.OPEN
    if days_left == 0:
        return Phase.OPENS_TODAY
    return Phase.BEFORE if number == 1 else Phase.CLOSED_TODAY
