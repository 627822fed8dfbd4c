"""The intake: what happened at the door is stored as it was, once, and answered.

Signatures are checked before the database is asked anything. Then one statement looks at the
tickets of the batch and reads what the rules need, the rules decide, and one statement stores scans
and presences, all or nothing. It stores nothing when somebody else has stored one of the scans, or
moved one of the tickets, since they were looked at: then the tickets are locked before they are
looked at again, in a transaction, and everything is decided anew. No lock is held while we think,
except where no version of a row tells what others do: where places are few, and for voids.
"""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from expo.errors import Conflict
from visitors import facts, feeds, rules, tickets, voids
from visitors.answers import Answer
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Look, Overtaken
from visitors.scans import Fault, Scan
from visitors.signing import TicketClaims
from visitors.sittings import Reading, Sitting, Taken

ATTEMPTS = 8


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
        taken = _take_run(door, clock, run, since)
        answers += taken.answers
    return replace(taken, answers=answers)


def _runs(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    numbered = enumerate(readings)
    for _place, run in groupby(numbered, key=lambda item: item[0] if item[1].scan.voids else -1):
        yield [reading for _number, reading in run]


def _take_run(door: Door, clock: Clock, run: list[Reading], since: str | None) -> Taken:
    locks = connection.in_atomic_block or _is_void(run) or facts.needs_lock(door)
    for _attempt in range(ATTEMPTS):
        try:
            return _attempted(door, clock, run, Look(locks, since))
        except Overtaken:
            locks = True
        except Strangers as error:
            for claims in error.claims:
                tickets.adopt(door.edition, claims, at=clock.received_at)
    raise DoorBusy


def _is_void(run: list[Reading]) -> bool:
    return run[0].scan.voids is not None


def _attempted(door: Door, clock: Clock, run: list[Reading], look: Look) -> Taken:
    with transaction.atomic() if look.locks else nullcontext():
        sitting = Sitting.open(door, clock, run, look)
        return voids.take(sitting, run[0]) if _is_void(run) else _pass(sitting, run)


def _pass(sitting: Sitting, run: list[Reading]) -> Taken:
    if sitting.strangers:
        raise Strangers(sitting.strangers)
    answers = [sitting.answer(reading) for reading in run]
    sitting.store()
    return sitting.taken(answers)
