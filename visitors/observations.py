"""Headcounts: how many people somebody counted in an area, told once however often it is sent.

A headcount re-anchors the occupancy of its area. It changes no visit figure and makes no scan.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.errors import Conflict, Refused
from expo.models import Account, Edition
from visitors.attendance import calendars
from visitors.figures import Rules, ShowDay
from visitors.models import Area, AreaKind, Observation, ObservationKind

CLOCKS_DIFFER = timedelta(minutes=1)
"""A watch may be ahead of the fair's clock by so much."""
MOST = 1_000_000
"""No place holds more."""
CROWDED = 10
"""Times its capacity a place may be: more is a slip of the finger, and above it no alarm."""
ALWAYS_CREDIBLE = 1000
"""However small the room: people stand around an open stage."""


class NobodyIsCountedThere(Refused):
    code = "not_countable"
    message = gettext_lazy("A booth has no headcount: nobody scans who leaves it.")


class OtherEdition(Refused):
    code = "other_edition"
    message = gettext_lazy("The place belongs to another edition.")


class CountOutOfRange(Refused):
    code = "count_out_of_range"


class ObservedInFuture(Refused):
    code = "observed_in_future"


class OutsideShowDays(Refused):
    code = "outside_show_days"


class ToldDifferently(Conflict):
    code = "told_differently"
    message = gettext_lazy("Another headcount was told under this id. A new one takes a new id.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headcount:
    """What somebody says. `uuid` is his own, so that he may say it again; without a moment he
    counted just now."""

    area: Area
    count: int
    kind: ObservationKind
    observed_at: datetime | None = None
    uuid: UUID = field(default_factory=uuid4)


class Told(NamedTuple):
    observation: Observation
    is_new: bool


def tell(
    edition: Edition, headcount: Headcount, *, at: datetime, by: Account | None = None
) -> Told:
    """Store the headcount; the same one told again is the row there is, withdrawn or not.

    Raises OtherEdition, NobodyIsCountedThere, CountOutOfRange, ObservedInFuture, OutsideShowDays,
    ToldDifferently, NoShowDays and ContradictoryRules."""
    known = Observation.objects.filter(uuid=headcount.uuid).first()
    row, is_new = (known, False) if known else _store(edition, headcount, at, by)
    if not is_new and not _says(row, headcount):
        raise ToldDifferently(
            id=str(row.uuid), count=row.count, observed_at=row.observed_at.isoformat()
        )
    return Told(row, is_new)


@transaction.atomic
def withdraw(observation: Observation, *, at: datetime, by: Account | None = None) -> Observation:
    """Let the headcount count no longer; again is no error. The row stays, with who and when."""
    fresh = Observation.objects.select_for_update().get(pk=observation.pk)
    if fresh.withdrawn_at is None:
        fresh.withdrawn_at, fresh.withdrawn_by = at, by
        fresh.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return fresh


def show_day(edition: Edition, day: date) -> ShowDay:
    """The show day of that date, from boundary to boundary. Raises OutsideShowDays, NoShowDays."""
    rules = calendars.rules_of(edition)
    for known in rules.show_days:
        if known.day == day:
            return known
    raise _outside(rules)


def most(area: Area) -> int:
    """More people than this are not believed to be in the area."""
    holders = {AreaKind.HALL: area.hall, AreaKind.SESSION: area.session}
    capacity = getattr(holders.get(AreaKind(area.kind), area.edition), "capacity", None)
    return min(max(CROWDED * capacity, ALWAYS_CREDIBLE), MOST) if capacity else MOST


def _store(
    edition: Edition, headcount: Headcount, at: datetime, by: Account | None
) -> tuple[Observation, bool]:
    """Two who tell the same at once: the second finds the row of the first."""
    observed_at = headcount.observed_at or at
    _check_place(edition, headcount)
    _check_moment(edition, observed_at, at)
    return Observation.objects.get_or_create(
        uuid=headcount.uuid,
        defaults={
            "edition": edition,
            "area": headcount.area,
            "observed_at": observed_at,
            "received_at": at,
            "count": headcount.count,
            "kind": headcount.kind,
            "observed_by": by,
        },
    )


def _says(row: Observation, headcount: Headcount) -> bool:
    is_same_moment = headcount.observed_at in {None, row.observed_at}
    told = (headcount.area.pk, headcount.count, headcount.kind)
    return is_same_moment and told == (row.area_id, row.count, row.kind)


def _check_place(edition: Edition, headcount: Headcount) -> None:
    area = headcount.area
    if area.edition_id != edition.pk:
        raise OtherEdition
    if area.kind == AreaKind.BOOTH:
        raise NobodyIsCountedThere
    greatest = most(area)
    if not 0 <= headcount.count <= greatest:
        allowed = _("A headcount of this place is between 0 and %(most)s.")
        raise CountOutOfRange(allowed % {"most": f"{greatest:,}"}, least=0, most=greatest)


def _check_moment(edition: Edition, observed_at: datetime, at: datetime) -> None:
    now = at.astimezone(edition.tz)
    if observed_at > at + CLOCKS_DIFFER:
        allowed = _("This moment is still to come: at the fair it is %(now)s.")
        raise ObservedInFuture(
            allowed % {"now": date_format(now, "Y-m-d H:i")}, now=now.isoformat()
        )
    rules = calendars.rules_of(edition)
    if rules.day_of(observed_at) is None:
        raise _outside(rules)


def _outside(rules: Rules) -> OutsideShowDays:
    days = [str(day.day) for day in rules.show_days]
    allowed = _("Headcounts belong to the days of the fair: %(days)s.")
    return OutsideShowDays(allowed % {"days": ", ".join(days)}, show_days=days)
