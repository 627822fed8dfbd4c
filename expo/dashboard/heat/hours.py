"""The hours of a show day: from opening to closing, and wherever somebody came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from expo.show_days import Hours
from visitors.figures import hour_of

HOUR = timedelta(hours=1)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hour:
    """`number` grows by one from hour to hour, from the clocks' number of the first one: 10, 11 …,
    past midnight 24. Where the clocks change, the label is what they show."""

    number: int
    starts: datetime
    ends: datetime

    @property
    def label(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"


def of_day(day: Hours, seen: Iterable[datetime], zone: ZoneInfo) -> list[Hour]:
    """`seen` are hours in which somebody came, as the clocks of the fair show them."""
    known = [hour_of(day.opens, zone), hour_of(day.closes - MOMENT, zone), *seen]
    first, last = min(known), max(known)
    number = first.hour + 24 * (first.date() - day.opens.date()).days
    return [
        Hour(number + nth, _later(first, nth, zone), _later(first, nth + 1, zone))
        for nth in range((last - first) // HOUR + 1)
    ]


def _later(first: datetime, hours: int, zone: ZoneInfo) -> datetime:
    return hour_of(first.astimezone(UTC) + hours * HOUR, zone)
