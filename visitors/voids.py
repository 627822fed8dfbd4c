"""Taking a scan back: a new row that names the old one, which stays as it was.

A void is no exit. What the area remembers of the ticket is worked out anew from the passages left.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext_noop as _

from visitors import clocks, rules, statements
from visitors.answers import Answer
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Stored
from visitors.judges import Judge, Taken, fault
from visitors.models import Presence
from visitors.models.fields import CurrentTransaction
from visitors.scans import Fault, Scan
from visitors.sittings import Reading
from visitors.snapshots import EditionRules
from visitors.verdicts import Direction, Seen

NEVER_SEEN = {
    "direction": "",
    "at": None,
    "day": None,
    "gate_id": None,
    "entered": False,
    "heads": 1,
}


def take(judge: Judge) -> Taken:
    """Store one void, in the sitting's transaction. A target that is unknown, another device's or
    void already is a Fault."""
    [reading] = judge.delivery.readings
    return judge.taken([_taken(judge, reading)])


def _taken(judge: Judge, reading: Reading) -> Answer | Fault:
    door, known = judge.door, judge.sitting.facts.known
    if reading.scan.id in known:
        return judge.answer(reading)
    target = known.get(reading.scan.voids) if reading.scan.voids else None
    refusal = _why_not(door, reading, target)
    if refusal or target is None:
        return fault(reading.scan, refusal or UNKNOWN)
    stored = _void(door, judge.clock, reading.scan, target)
    judge.note(reading.scan, stored)
    judge.sitting.store()
    if target.ticket is not None and target.area is not None:
        recall(door.rules.edition, ticket=target.ticket, area=target.area)
    return Answer(reading.scan.id, stored, judge.holder(reading), is_new=True)


UNKNOWN = ("unknown_scan", _("There is no such scan to take back."))
FOREIGN = ("foreign_scan", _("A device takes back only its own scans."))
IS_VOID = ("not_voidable", _("A void cannot be taken back. Scan the ticket again."))
TWICE = ("already_voided", _("This scan has been taken back already."))
OTHER = ("not_that_scan", _("Code and direction are not those of the scan to take back."))


def _why_not(door: Door, reading: Reading, target: Stored | None) -> tuple[str, str] | None:
    if target is None:
        return UNKNOWN
    if target.device != door.device:
        return FOREIGN
    if target.voids is not None:
        return IS_VOID
    if target.is_voided:
        return TWICE
    return None if _names(door, reading, target) else OTHER


def _names(door: Door, reading: Reading, target: Stored) -> bool:
    ours = reading.ours(door)
    ticket = ours.ticket if ours else None
    return ticket == target.ticket and reading.scan.direction is target.direction


def _void(door: Door, clock: Clock, scan: Scan, target: Stored) -> Stored:
    return replace(
        target,
        content=scan.content,
        decided_by_device=scan.decided is not None,
        overridden="",
        exit_without_entry=False,
        skew_ms=clock.skew_ms(scan.scanned_at),
        remark=None,
        device=door.device,
        area=door.place.area,
        device_revoked=door.is_revoked,
        voids=scan.voids,
    )


def recall(edition: EditionRules, *, ticket: int, area: int) -> None:
    """Make the presence what the ticket's standing passages through the area say."""
    seen, gate = _last(edition, _passages(ticket, area))
    row: dict[str, Any] = NEVER_SEEN
    if seen:
        row = {
            "direction": seen.direction,
            "at": seen.at,
            "day": seen.day,
            "gate_id": gate,
            "entered": seen.entered,
            "heads": seen.heads,
        }
    Presence.objects.filter(ticket=ticket, area=area).update(**row, xid=CurrentTransaction())


def _passages(ticket: int, area: int) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statements.PASSAGES, {"ticket": ticket, "area": area})
        passages: list[tuple[Any, ...]] = cursor.fetchall()
        return passages


def _last(
    edition: EditionRules, passages: Sequence[tuple[Any, ...]]
) -> tuple[Seen | None, int | None]:
    """Fold passages in order of receipt into what an area remembers, and the gate's id."""
    seen, gate = None, None
    for direction, scanned_at, received_at, skew_ms, heads, code, gate_id in passages:
        clock = clocks.of_row(received_at, skew_ms)
        day = edition.day_of(clock.happened_at(scanned_at))
        after = rules.after_passage(
            seen, Seen(Direction(direction), scanned_at, day, code, heads=heads)
        )
        if after is not seen:
            seen, gate = after, gate_id
    return seen, gate
