"""The rules of an edition that figures depend on, and its show days as instants.

A day of the fair begins at the day boundary (04:00 by default), not at midnight, and in the fair's
time zone: a day on which the clocks change is 23 or 25 hours long and still one day.
"""

from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from visitors.classes import VISITOR_CLASSES

Reentry = Literal["free", "after_exit", "once_a_day"]


class BadRules(ValueError):
    """The edition's rules contradict one another: `code` and `facts` say how, the text in English.

    Facts are texts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(CONTRADICTIONS[code].format(**facts))
        self.code, self.facts = code, facts


CONTRADICTIONS = {
    "unknown_reentry": "Re-entry is one of {allowed}, not {reentry!r}.",
    "unknown_time_zone": "There is no time zone {timezone!r}.",
    "no_show_days": "An edition needs at least one show day.",
    "show_day_twice": "{day} is a show day twice.",
    "boundary_inside_hours": (
        "{day} opens {opens} and closes {closes}: the day boundary ({boundary}) lies outside, at "
        "opening or before it, at closing or after it."
    ),
    "closes_before_it_opens": (
        "{day} opens {opens} and closes {closes}: it closes after it opens, and before the day "
        "boundary ({boundary}) of the next morning."
    ),
}


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A show day as announced: local times. Hours before the boundary are of the next morning."""

    day: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class ShowDay:
    """A show day as instants (UTC): [starts, ends) is all of it, [opens, closes] its hours."""

    day: date
    starts: datetime
    ends: datetime
    opens: datetime
    closes: datetime


@dataclass(frozen=True)
class Rules:
    """Everything about an edition that decides how a scan is counted."""

    timezone: str
    days: Sequence[OpenDay]
    day_boundary: time = time(4)
    reentry: Reentry = "after_exit"
    visitor_classes: Set[str] = VISITOR_CLASSES

    def __post_init__(self) -> None:
        if self.reentry not in get_args(Reentry):
            known = ", ".join(get_args(Reentry))
            raise BadRules("unknown_reentry", allowed=known, reentry=str(self.reentry))
        self.show_days  # noqa: B018  a contradiction is told here, not where it first matters

    @classmethod
    def from_json(cls, edition: dict[str, Any]) -> Self:
        """The rules in the shape of the audit pack's `edition.json`."""
        return cls(
            timezone=edition["timezone"],
            day_boundary=time.fromisoformat(edition["day_boundary"]),
            reentry=edition["reentry"],
            visitor_classes=frozenset(edition["visitor_classes"]),
            days=[_open_day(row) for row in edition["days"]],
        )

    @cached_property
    def zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise BadRules("unknown_time_zone", timezone=self.timezone) from error

    @cached_property
    def show_days(self) -> tuple[ShowDay, ...]:
        """The show days in order."""
        days = sorted(self.days, key=lambda day: day.day)
        if not days:
            raise BadRules("no_show_days")
        for before, after in pairwise(days):
            if before.day == after.day:
                raise BadRules("show_day_twice", day=after.day.isoformat())
        return tuple(self._as_instants(day) for day in days)

    def day_of(self, at: datetime) -> ShowDay | None:
        """The show day a moment falls on; none outside the show days."""
        found = bisect_right(self._starts, at) - 1
        return self.show_days[found] if found >= 0 and at < self.show_days[found].ends else None

    @cached_property
    def _starts(self) -> list[datetime]:
        return [day.starts for day in self.show_days]

    def _as_instants(self, day: OpenDay) -> ShowDay:
        shown = ShowDay(
            day=day.day,
            starts=instant(day.day, self.day_boundary, self.zone),
            ends=instant(day.day + timedelta(days=1), self.day_boundary, self.zone),
            opens=self._hour(day.day, day.opens, is_night=day.opens < self.day_boundary),
            closes=self._hour(day.day, day.closes, is_night=day.closes <= self.day_boundary),
        )
        if not shown.opens < shown.closes <= shown.ends:
            raise self._contradiction(day)
        return shown

    def _contradiction(self, day: OpenDay) -> BadRules:
        is_inside = day.opens < self.day_boundary < day.closes
        return BadRules(
            "boundary_inside_hours" if is_inside else "closes_before_it_opens",
            day=day.day.isoformat(),
            opens=f"{day.opens:%H:%M}",
            closes=f"{day.closes:%H:%M}",
            boundary=f"{self.day_boundary:%H:%M}",
        )

    def _hour(self, day: date, hour: time, *, is_night: bool) -> datetime:
        return instant(day + timedelta(days=1) if is_night else day, hour, self.zone)


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) at which the clocks of that day show this hour, or skip over it."""
    local = datetime.combine(day, hour, tzinfo=zone)
    before_the_gap, at = local.replace(fold=1).astimezone(UTC), local.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return at
    return _first_moment_past(local, before_the_gap, at, zone)


def _first_moment_past(local: datetime, low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks jump over `local`, found by halving to the second."""
    wanted = local.replace(tzinfo=None)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).replace(tzinfo=None) < wanted:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def _open_day(row: dict[str, str]) -> OpenDay:
    return OpenDay(
        day=date.fromisoformat(row["day"]),
        opens=time.fromisoformat(row["opens"]),
        closes=time.fromisoformat(row["closes"]),
    )
