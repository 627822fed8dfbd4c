"""What happens at the doors, as planned: passages, phones that scan them, and their troubles."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from visitors.verdicts import Direction


class Spoiled(StrEnum):
    """What somebody holds up instead of his ticket."""

    FOREIGN = "foreign"  # some other code
    FORGED = "forged"  # a ticket whose signature fails


@dataclass(frozen=True, slots=True)
class Phone:
    """A scanner at a gate: the `number`-th there, from 1. Its clock is `ahead` of the true time."""

    gate: str
    number: int
    ahead: timedelta = timedelta()

    @property
    def name(self) -> str:
        return f"{self.gate}-{self.number}"


@dataclass(slots=True)
class Passage:
    """Somebody with a ticket before a phone at a gate. `at` is the true time, to the millisecond.

    `override` is the reason why a supervisor admits him all the same. With `takes_back` the passage
    is no passage but the word of the supervisor that the guest's last one there was none.
    `number` is given when the day is complete: the place in the order of the day, from 0.
    """

    guest: int
    phone: Phone
    direction: Direction
    at: datetime
    heads: int = 1
    override: str = ""
    takes_back: bool = False
    spoiled: Spoiled | None = None
    number: int = -1

    @property
    def scanned_at(self) -> datetime:
        """What the phone's clock says."""
        return self.at + self.phone.ahead


@dataclass(frozen=True, slots=True)
class Blackout:
    """A gate without a network: its phones decide by themselves and tell the server afterwards."""

    gate: str
    day: int
    starts: datetime
    ends: datetime

    def covers(self, passage: Passage) -> bool:
        return passage.phone.gate == self.gate and self.starts <= passage.at < self.ends


@dataclass(frozen=True, slots=True)
class Seat:
    """A guest's reservation for the session."""

    guest: int
    session: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Headcount:
    """Somebody counted the people inside the fair, or swept the halls after closing."""

    day: int
    at: datetime
    count: int
    is_sweep: bool = False
