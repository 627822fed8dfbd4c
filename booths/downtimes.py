"""How long booths were suspended, day by day, and the share of opening hours in which they ran.

Downtime is what was suspended in opening hours, overlaps counted once; a degraded booth is not
down. It is an estimate (≈) where it rests on a start that nobody knew exactly."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from booths.intervals import Stretch, shared, total
from booths.models import ServiceStatus, Space
from expo import show_days
from expo.models import Edition

Suspensions = dict[int, list[tuple[Stretch, bool]]]
"""By the space's primary key: when it was suspended, and whether that start is an estimate."""


@dataclass(frozen=True, slots=True)
class Downtime:
    """Of one booth in some opening hours, as far as they have passed. `day` is None for all."""

    day: date | None
    opened: timedelta
    suspended: timedelta
    is_estimated: bool = False

    @property
    def availability(self) -> float | None:
        """The share, 0 to 1, in which it was not suspended; None before the first opening."""
        return 1 - self.suspended / self.opened if self.opened else None


@dataclass(frozen=True, slots=True)
class Record:
    """One booth: every show day, and all of them together."""

    space: Space
    days: list[Downtime]
    total: Downtime


def records(
    spaces: Collection[Space],
    edition: Edition,
    until: datetime,
    days: Mapping[Space, Collection[date]] | None = None,
) -> list[Record]:
    """Each booth's downtime up to `until`, in their order, from two queries for any number.

    `days` are those that count for each; without, all show days do. What still stands is taken to
    last until then."""
    hours = [Stretch(*day) for day in show_days.opening_hours(edition)]
    passed, stopped = _passed(hours, until), _suspensions(spaces, until)
    return [
        _record(space, stopped[space.pk], _on(passed, days[space] if days else None))
        for space in spaces
    ]


def downtime(spaces: Collection[Space], edition: Edition, until: datetime) -> dict[int, timedelta]:
    """How long each space was suspended in opening hours up to `until`, by its primary key."""
    told = records(spaces, edition, until)
    return {record.space.pk: record.total.suspended for record in told}


def availability(stopped: timedelta, edition: Edition, until: datetime) -> float:
    """The share, 0 to 1, of the opening hours up to `until` in which a booth was not suspended."""
    opened = total(_passed([Stretch(*day) for day in show_days.opening_hours(edition)], until))
    return 1 - stopped / opened if opened else 1.0


def suspended(edition: Edition, during: Stretch, until: datetime) -> dict[str, list[Stretch]]:
    """When which booths were suspended within that time, opening hours or not, by the codes of
    their spaces; from one query. What still stands is taken to last until `until`."""
    rows = ServiceStatus.objects.suspended().filter(
        Q(ended_at=None) | Q(ended_at__gt=during.start),
        space__edition=edition,
        started_at__lt=during.end,
    )
    found: dict[str, list[Stretch]] = defaultdict(list)
    for status in rows.select_related("space").order_by("started_at", "pk"):
        whole = Stretch(status.started_at, min(status.ended_at or until, until))
        if (cut := whole.cut_to(during)).length:
            found[status.space.code].append(cut)
    return dict(found)


def _record(space: Space, stopped: list[tuple[Stretch, bool]], hours: list[Stretch]) -> Record:
    days = [_downtime(day.start.date(), [day], stopped) for day in hours]
    return Record(space, days, _downtime(None, hours, stopped))


def _on(hours: list[Stretch], days: Collection[date] | None) -> list[Stretch]:
    return [day for day in hours if days is None or day.start.date() in days]


def _downtime(
    day: date | None, hours: list[Stretch], stopped: list[tuple[Stretch, bool]]
) -> Downtime:
    return Downtime(
        day,
        opened=total(hours),
        suspended=total(shared([stretch for stretch, _estimated in stopped], hours)),
        is_estimated=any(
            is_estimated and _counts_from_its_start(stretch, hours)
            for stretch, is_estimated in stopped
        ),
    )


def _counts_from_its_start(stretch: Stretch, hours: list[Stretch]) -> bool:
    """Whether it began in these opening hours, so that an estimated start shows in the sum."""
    return any(day.start <= stretch.start < day.end for day in hours)


def _passed(hours: Iterable[Stretch], until: datetime) -> list[Stretch]:
    past = Stretch(datetime.min.replace(tzinfo=until.tzinfo), until)
    return [cut for day in hours if (cut := day.cut_to(past)).length]


def _suspensions(spaces: Iterable[Space], until: datetime) -> Suspensions:
    found: Suspensions = defaultdict(list)
    rows = ServiceStatus.objects.suspended().filter(space__in=spaces).select_related("outage")
    for status in rows:
        stretch = Stretch(status.started_at, min(status.ended_at or until, until))
        is_estimated = (
            status.outage.start_is_estimated and status.started_at == status.outage.started_at
        )
        found[status.space_id].append((stretch, is_estimated))
    return found
