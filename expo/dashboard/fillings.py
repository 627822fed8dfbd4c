"""How full halls and sessions are, as plain values in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from expo import editions, programme
from expo.dashboard.places import Places
from expo.models import Edition, Session
from visitors import areas, capacity_warnings
from visitors.attendance import DayInside
from visitors.capacity_warnings import Level
from visitors.reservations import seats
from visitors.reservations.seats import Seats

Document = dict[str, Any]
MOST_RUNNING, MOST_UPCOMING = 8, 4


def level(told: Level | None) -> Document | None:
    return {"value": told.value, "word": str(told.label)} if told else None


def share(part: int, whole: int | None) -> int | None:
    """In per cent; None where nobody has said how many fit in."""
    return round(100 * part / whole) if whole else None


def marks(edition: Edition) -> Document:
    """Where the levels of the fair stand: so many people each, and how far the bar reaches."""
    return {
        "warning": _people(edition.capacity, edition.warning_percent),
        "stop": _people(edition.capacity, edition.stop_percent),
        "widest": max(100, edition.stop_percent),
    }


def _people(capacity: int, percent: int) -> int:
    """The first number that reaches the percentage."""
    return -(-capacity * percent // 100)


def of_halls(edition: Edition, places: Places) -> list[Document]:
    """Every hall with doors of its own."""
    rows = []
    for area, inside in places.halls:
        people = inside.people if inside else 0
        capacity = capacity_warnings.capacity_of(area)
        rows.append(
            {
                "code": area.code,
                "name": areas.title(area),
                "people": people,
                "capacity": capacity,
                "share": share(people, capacity),
                "level": level(capacity_warnings.level_in(edition, people, capacity)),
            }
        )
    return rows


def sessions(edition: Edition, at: datetime) -> list[Session]:
    """What runs, and what comes next on the same show day; never very many."""
    day = editions.show_day(edition, at)
    told = programme.now_and_next(edition, at, most=MOST_UPCOMING)
    coming = [one for one in told.upcoming if editions.show_day(edition, one.starts_at) == day]
    return [*told.running[:MOST_RUNNING], *coming]


def of_sessions(
    shown: list[Session], rooms: Mapping[int, DayInside | None], at: datetime
) -> list[Document]:
    """People in the room where it has doors of its own, seats where it can be reserved."""
    reserved = seats.of(shown) if shown else {}
    return [_session(one, rooms, reserved[one.pk], at) for one in shown]


def _session(
    session: Session, rooms: Mapping[int, DayInside | None], held: Seats, at: datetime
) -> Document:
    is_running = session.starts_at <= at
    inside = rooms.get(session.pk)
    people = (inside.people if inside else 0) if session.pk in rooms and is_running else None
    taken = held.taken if session.takes_reservations else None
    told = people if is_running else taken
    return {
        "code": session.code,
        "title": str(session.title),
        "when": _hours(session),
        "where": " · ".join(filter(None, [str(session.hall.name), session.room])),
        "state": programme.state(session, at).value,
        "state_word": str(programme.state(session, at).label),
        "people": people,
        "reserved": taken,
        "waiting": held.waiting,
        "capacity": session.capacity or None,
        "share": None if told is None else share(told, session.capacity),
        "full": _full(told, session.capacity),
    }


def _hours(session: Session) -> str:
    starts, ends = (
        moment.astimezone(session.edition.tz) for moment in (session.starts_at, session.ends_at)
    )
    return f"{starts:%H:%M}–{ends:%H:%M}"


def _full(told: int | None, capacity: int) -> str:
    """In words; empty while somebody fits in, or nobody can say."""
    if told is None or not capacity or told < capacity:
        return ""
    return _("Full") if told == capacity else _("Over capacity")
