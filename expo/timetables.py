"""The programme as a timetable: its days, on each day its hours, at each hour what begins."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils import timezone

from expo import parties, programme
from expo.models import Session
from expo.parties import Part
from expo.programme import SessionState


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as it stands at a moment. `nights` are those between its start and its end."""

    session: Session
    state: SessionState
    parts: list[Part]
    nights: int


@dataclass(frozen=True, slots=True)
class Slot:
    """What begins at one moment, by hall."""

    starts_at: datetime
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the fair's own calendar, and the sessions that begin on it."""

    date: date
    slots: list[Slot]


def days(sessions: Iterable[Session], at: datetime) -> list[Day]:
    """`sessions` in order of time; dates are those of the active time zone.

    A session that lasts over midnight stands on the day on which it begins."""
    by_date: dict[date, list[Session]] = defaultdict(list)
    for session in sessions:
        by_date[date_of(session)].append(session)
    return [Day(day, _slots(those, at)) for day, those in by_date.items()]


def entry(session: Session, at: datetime) -> Entry:
    """Its parties are read in their order."""
    nights = timezone.localdate(session.ends_at) - date_of(session)
    state = programme.state(session, at)
    return Entry(session, state, parties.parts(session.parties.all()), nights.days)


def date_of(session: Session) -> date:
    return timezone.localdate(session.starts_at)


def landmark(days: Iterable[Day]) -> Entry | None:
    """Where a reader who asks for now should land: what runs, else what comes next."""
    entries = [entry for day in days for slot in day.slots for entry in slot.entries]
    for wanted in (SessionState.RUNNING, SessionState.UPCOMING):
        for found in entries:
            if found.state == wanted:
                return found
    return None


def _slots(sessions: list[Session], at: datetime) -> list[Slot]:
    return [
        Slot(starts_at, [entry(session, at) for session in those])
        for starts_at, those in groupby(sessions, lambda session: session.starts_at)
    ]
