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
    """The edition's rules contradict one another; the message says which and how."""


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
            raise BadRules(f"Re-entry is one of {known}, not {self.reentry!r}.")
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
            raise BadRules(f"There is no time zone {self.timezone!r}.") from error

    @cached_property
    def show_days(self) -> tuple[ShowDay, ...]:
        """The show days in order."""
        days = sorted(self.days, key=lambda day: day.day)
        if not days:
            raise BadRules("An edition needs at least one show day.")
        for before, after in pairwise(days):
            if before.day == after.day:
                raise BadRules(f"{after.day} is a show day twice.")
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
            raise BadRules(
                f"{day.day} opens {day.opens:%H:%M} and closes {day.closes:%H:%M}: it closes "
                f"after it opens, and the day boundary ({self.day_boundary:%H:%M}) lies outside."
            )
        return shown

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
