"""What becomes of reservations when their session is cancelled, moved, or of another size.

Whoever changes a session, in whatever way, knows nothing of reservations. How the holders were
last told of it stands in a row of its own; where both differ, work is due, and a sweep finds it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from expo import editions
from expo.models import Session
from visitors.models import Reservation, ToldSession
from visitors.reservations import holding, lines, telling

PLACE_AND_TIME = ("starts_at", "ends_at", "hall_id", "room", "is_cancelled")


def follow_changes() -> int:
    """Follow every session that has changed since its holders were told; how many there were."""
    due = [*ToldSession.objects.out_of_date().values_list("pk", flat=True), *_never_told()]
    for key in due:
        _follow(key)
    return len(due)


def follow(session: Session, *, at: datetime) -> None:
    """Tell the holders of a session that is held already, and move up the line where it grew."""
    told = ToldSession.objects.filter(session=session).first()
    now = _as_it_is(session)
    if told is None:
        ToldSession.objects.create(session=session, **now)
        return
    was = {name: getattr(told, name) for name in now}
    if was == now:
        return
    told.number += 1
    for name, value in now.items():
        setattr(told, name, value)
    told.save()
    if at < max(was["ends_at"], session.ends_at):
        _tell(session, was, told.number)
    lines.move_up(session, at=at)


def holders(session: Session) -> int:
    """How many are told when the session is cancelled or moved: places, with those in the line."""
    return Reservation.objects.standing().filter(session=session).count()


@transaction.atomic
def _follow(key: int) -> None:
    session = holding.session(key)
    follow(session, at=editions.now(session.edition))


def _never_told() -> "QuerySet[Session, int]":
    """Sessions with reservations that were not made one by one, as those of a simulated crowd."""
    reserved = Reservation.objects.filter(session=OuterRef("pk"))
    return Session.objects.filter(Exists(reserved), told=None).values_list("pk", flat=True)


def _as_it_is(session: Session) -> dict[str, Any]:
    names = ("starts_at", "ends_at", "hall_id", "room", "capacity")
    return {
        **{name: getattr(session, name) for name in names},
        "is_cancelled": session.cancelled_at is not None,
    }


def _tell(session: Session, was: dict[str, Any], number: int) -> None:
    now = _as_it_is(session)
    if all(was[name] == now[name] for name in PLACE_AND_TIME):
        return
    if was["is_cancelled"] and now["is_cancelled"]:
        return
    places = Reservation.objects.standing().filter(session=session)
    standing = places.select_related(
        "edition", "ticket__person", "ticket__registration__person", "ticket__registration__led_by"
    )
    kind = telling.SESSION_CANCELLED if now["is_cancelled"] else telling.SESSION_MOVED
    facts = {
        **was,
        "starts_at": was["starts_at"].isoformat(),
        "ends_at": was["ends_at"].isoformat(),
    }
    in_turn = standing.order_by("asked_at", "pk")
    telling.tell(in_turn, kind, number=number, facts={"was": facts})
