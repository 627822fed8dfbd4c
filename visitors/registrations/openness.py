"""When people can register by themselves: from when to when, by the fair's clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from expo import show_days
from expo.errors import Refused
from expo.models import Edition
from expo.show_days import Hours

GRACE = timedelta(minutes=30)
"""So long after the end a registration that was begun in time may still be finished."""


class RegistrationNotOpen(Refused):
    code = "registration_not_open"
    message = _("Registration has not opened yet.")


class RegistrationClosed(Refused):
    code = "registration_closed"
    message = _("Registration is closed.")


class State(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Openness:
    """How it stands at a moment. `opens` is None where it opened with the edition, or nobody knows
    when it will; `closes` where the edition has no days yet."""

    state: State
    at: datetime
    opens: datetime | None
    closes: datetime | None

    @property
    def is_open(self) -> bool:
        return self.state is State.OPEN

    @property
    def may_be_finished(self) -> bool:
        """Whether what was begun in time can be finished."""
        return self.is_open or (self.finish_by is not None and self.finish_by > self.at)

    @property
    def finish_by(self) -> datetime | None:
        """By when, once the end is over."""
        is_over = self.state is State.CLOSED and self.closes is not None
        return self.closes + GRACE if is_over and self.closes else None


def of(edition: Edition, at: datetime, days: Sequence[Hours] | None = None) -> Openness:
    """The end is that of the last show day, or earlier; without days nothing opens. `days` are the
    edition's where they are known already."""
    days = show_days.opening_hours(edition) if days is None else days
    opens = edition.registration_opens_at
    closes = _end(edition, days)
    return Openness(_state(at, opens, closes), at, opens, closes)


def check(edition: Edition, at: datetime) -> None:
    """Raises RegistrationNotOpen and RegistrationClosed."""
    match of(edition, at).state:
        case State.NOT_YET:
            raise RegistrationNotOpen
        case State.CLOSED:
            raise RegistrationClosed


def _end(edition: Edition, days: Sequence[Hours]) -> datetime | None:
    if not days:
        return None
    return min(filter(None, (edition.registration_closes_at, days[-1].closes)))


def _state(at: datetime, opens: datetime | None, closes: datetime | None) -> State:
    if closes is None or (opens is not None and at < opens):
        return State.NOT_YET
    return State.OPEN if at < closes else State.CLOSED
