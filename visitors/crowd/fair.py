"""What the crowd knows of the fair: when it is open, and through which doors one goes.

All times are aware and in UTC; a day is known by its index among the show days, from 0.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class OpenDay:
    index: int
    date: date
    opens: datetime
    closes: datetime

    @property
    def length(self) -> timedelta:
        return self.closes - self.opens

    @property
    def is_weekend(self) -> bool:
        return self.date.weekday() >= SATURDAY

    def part(self, share: float) -> datetime:
        """The moment at which `share` of the opening time (0 to 1) is over."""
        return self.opens + self.length * share


@dataclass(frozen=True, slots=True)
class Ceremony:
    """A session with a door of its own, the gate, at which tickets are scanned."""

    gate: str
    session: str
    day: int
    starts: datetime
    ends: datetime
    capacity: int
    takes_reservations: bool = False
    reservations_only: bool = False


@dataclass(frozen=True, slots=True)
class Fair:
    """Codes of the gates by purpose. Without entrances no crowd; the others may be none."""

    days: tuple[OpenDay, ...]
    entrances: tuple[str, ...]
    halls: tuple[str, ...] = ()
    booths: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    ceremonies: tuple[Ceremony, ...] = ()
