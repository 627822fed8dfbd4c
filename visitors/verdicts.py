"""What a door answers, in words both languages share.

The strings are stored, sent and tested against: frozen.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Outcome(StrEnum):
    ADMITTED = "admitted"
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a ticket was refused, in the order in which the rules are asked."""

    NOT_A_TICKET = "not_a_ticket"
    UNKNOWN_KEY = "unknown_key"
    FORGED = "forged"
    OTHER_EDITION = "other_edition"
    REVOKED = "revoked"
    WRONG_GATE = "wrong_gate"
    NOT_TODAY = "not_today"
    CLOSED = "closed"
    ALREADY_USED = "already_used"
    FULL = "full"
    RESERVED_ONLY = "reserved_only"


class Flag(StrEnum):
    """A remark on a scan that changes neither its outcome nor its time."""

    EXIT_WITHOUT_ENTRY = "exit_without_entry"
    CLOCK_OFF = "clock_off"
    DEVICE_REVOKED = "device_revoked"


@dataclass(frozen=True, slots=True)
class Seen:
    """The last admitted passage of a ticket through an area, in order of receipt.

    `at` is the scan's own time, `day` the fair's day on which it happened: they part when the clock
    of the device was far off. `entered` tells whether the ticket came in on that day, `heads` how
    many people it stands for.
    """

    direction: Direction
    at: datetime
    day: date
    gate: str
    entered: bool = True
    heads: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one scan. `reason` is empty when admitted.

    `seen` comes with already_used: when and at which gate. `days` comes with not_today: the first
    and the last day the ticket admits on. `flag` is None or exit_without_entry.
    """

    outcome: Outcome
    reason: Reason | None = None
    seen: Seen | None = None
    days: tuple[date, date] | None = None
    flag: Flag | None = None

    @property
    def is_admitted(self) -> bool:
        return self.outcome is Outcome.ADMITTED


ADMITTED = Verdict(Outcome.ADMITTED)


def refused(reason: Reason) -> Verdict:
    return Verdict(Outcome.REFUSED, reason)
