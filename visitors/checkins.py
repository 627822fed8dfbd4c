"""The intake: what happened at the door is stored as it was, once, and answered.

Signatures are checked before the database is asked anything. Then one statement looks at the
tickets of the batch and reads what the rules need, the rules decide, and one statement stores scans
and presences, all or nothing. It stores nothing when somebody else has stored one of the scans, or
moved one of the tickets, since they were looked at: then the tickets are locked before they are
looked at again, in a transaction, and everything is decided anew. No lock is held while we think,
except where no version of a row tells what others do: where places are few, and for voids.

Uploads that wait for each other in one process are looked at and stored together.
"""

from collections.abc import Hashable, Iterator, Sequence
from contextlib import nullcontext
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict
from visitors import facts, feeds, rules, tickets, voids
from visitors.answers import Answer
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Overtaken
from visitors.judges import Judge, Taken
from visitors.scans import Fault, Scan
from visitors.signing import TicketClaims
from visitors.sittings import Delivery, Reading, Sitting
from visitors.together import Together

ATTEMPTS = 8
MANY = 20
"""Scans that are worth statements of their own."""


class DoorBusy(Conflict):
    code = "door_busy"
    message = _("The same scans came from too many sides at once. Send them again.")


class Strangers(Exception):
    """Genuine tickets that the database does not know."""

    def __init__(self, claims: Sequence[TicketClaims]) -> None:
        super().__init__(f"{len(claims)} unknown tickets")
        self.claims = claims


def take(
    door: Door,
    scans: Sequence[Scan],
    *,
    received_at: datetime,
    sent_at: datetime | None = None,
) -> list[Answer | Fault]:
    """Take scans in and answer each in its place. Raises DoorBusy, having stored nothing.

    `received_at` is the fair's clock, `sent_at` the device's at the moment of sending. A scan that
    voids another stands alone between the rest, so that what follows it sees the effect.
    """
    return hand_in(door, scans, Clock.of_upload(received_at, sent_at)).answers


def hand_in(door: Door, scans: Sequence[Scan], clock: Clock, cursor: str = "") -> Taken:
    """The same, and what is new at the door since the cursor.

    Raises doors.Changed for a door that is not as it was remembered: then scans may be stored that
    are sent again."""
    since, answers = feeds.since(cursor), list[Answer | Fault]()
    readings = [Reading(scan, rules.read(door.rules.keys, scan.code)) for scan in scans]
    for run in _runs(readings):
        taken = _take(Delivery(door, clock, run, since))
        answers += taken.answers
    return Taken(taken.door, answers, taken.news)


def _runs(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    numbered = enumerate(readings)
    for _place, run in groupby(numbered, key=lambda item: item[0] if item[1].scan.voids else -1):
        yield [reading for _number, reading in run]


def _take(delivery: Delivery) -> Taken:
    if _must_lock(delivery) or len(delivery.readings) >= MANY:
        return take_alone(delivery)
    return _together.take(_area(delivery), delivery)


def _must_lock(delivery: Delivery) -> bool:
    return connection.in_atomic_block or delivery.is_void or facts.needs_lock(delivery.door)


def _area(delivery: Delivery) -> Hashable:
    """Deliveries with the same are about the same rows."""
    place = delivery.door.place
    return place.fair, place.area


def take_alone(delivery: Delivery) -> Taken:
    """Take one delivery, however often others get in before. Raises DoorBusy and doors.Changed."""
    locks = _must_lock(delivery)
    for _attempt in range(ATTEMPTS):
        try:
            [taken] = _attempted([delivery], locks=locks)
        except Overtaken:
            locks = True
        except Strangers as error:
            for claims in error.claims:
                tickets.adopt(delivery.door.edition, claims, at=delivery.clock.received_at)
        else:
            return taken
    raise DoorBusy


def take_together(deliveries: Sequence[Delivery]) -> list[Taken]:
    """Take deliveries at doors to one area, all or none. Raises whatever hinders one of them."""
    return _attempted(deliveries, locks=False)


_together: Together[Delivery, Taken] = Together(take_together, take_alone)


def _attempted(deliveries: Sequence[Delivery], *, locks: bool) -> list[Taken]:
    with transaction.atomic() if locks else nullcontext():
        sitting = Sitting.open(deliveries, locks=locks)
        judges = [Judge.of(sitting, number, each) for number, each in enumerate(deliveries)]
        if deliveries[0].is_void:
            return [voids.take(judge) for judge in judges]
        if sitting.strangers:
            raise Strangers(sitting.strangers)
        taken = [judge.take() for judge in judges]
        sitting.store()
        return taken
