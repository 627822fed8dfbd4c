"""The rules of the door, one table.

Pure: the same answer on the server and, in JavaScript, on every scanner. `decide` asks the rules in
the order of RULES; the first that speaks decides, and silence admits. It composes `read`, which
needs only keys, and `judge`, which needs to know who is inside: the server reads a whole batch
before its one look into the database and judges afterwards.

How far down the table a passage is asked depends on the gate: a way out stops after the edition,
since people must be able to leave; a booth stops after the revocation list; a desk has no area, so
nothing there is used up or full.

A group's ticket has no names but is one badge: it comes in and goes out as one, and the re-entry
rule treats it like any other. A part of a group that arrives later needs a supervisor's override.
`full` asks whether the area has reached its capacity in heads, not whether the whole group fits.

Until a session begins, its door keeps the seats of those who reserved them and have not come yet:
for everybody else it is full while only those are left. From the start on a free place is a place.

A ticket that was last seen on another show day has gone home: it is not inside, nor used today.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from visitors import signing
from visitors.classes import VISITOR_CLASSES
from visitors.signing import TicketClaims
from visitors.snapshots import AreaState, EditionRules, GateRules, Purpose, Reentry, Snapshot
from visitors.verdicts import (
    ADMITTED,
    Direction,
    Flag,
    Outcome,
    Reason,
    Seen,
    Verdict,
    refused,
)

REPEAT_READING = timedelta(seconds=60)


def decide(snapshot: Snapshot, code: str, gate: str, direction: Direction, at: datetime) -> Verdict:
    """Judge one code at one gate. `at` is aware: the scan's own time."""
    claims = read(snapshot.keys, code)
    if isinstance(claims, Verdict):
        return claims
    return judge(snapshot, claims, gate, direction, at)


def read(keys: Mapping[int, bytes], code: str) -> TicketClaims | Verdict:
    """Take a code apart and check who signed it. A verdict means that it is no genuine ticket."""
    try:
        ticket = signing.read(code)
        if (public_key := keys.get(ticket.key)) is None:
            return refused(Reason.UNKNOWN_KEY)
        return signing.verify(ticket, public_key)
    except signing.NotATicket:
        return refused(Reason.NOT_A_TICKET)
    except signing.Forged:
        return refused(Reason.FORGED)


def judge(
    snapshot: Snapshot, claims: TicketClaims, gate: str, direction: Direction, at: datetime
) -> Verdict:
    """Apply the rules to a genuine ticket."""
    passage = Passage.at_gate(snapshot, claims, snapshot.gates[gate], at)
    for rule in _rules_for(passage.gate, direction):
        if verdict := rule(passage):
            return verdict
    return _leave(passage) if direction is Direction.OUT else ADMITTED


@dataclass(frozen=True, slots=True)
class Passage:
    """One genuine ticket before one gate: all that a rule looks at. `seen` is today's, or None."""

    snapshot: Snapshot
    claims: TicketClaims
    gate: GateRules
    area: AreaState
    at: datetime
    day: date
    seen: Seen | None

    @classmethod
    def at_gate(
        cls, snapshot: Snapshot, claims: TicketClaims, gate: GateRules, at: datetime
    ) -> "Passage":
        area, day = snapshot.area_of(gate), snapshot.edition.day_of(at)
        seen = area.seen.get(claims.ticket)
        if seen and seen.day != day:
            seen = None
        return cls(snapshot, claims, gate, area, at, day, seen)

    @property
    def edition(self) -> EditionRules:
        return self.snapshot.edition

    @property
    def is_inside(self) -> bool:
        return self.seen is not None and self.seen.direction is Direction.IN


Rule = Callable[[Passage], Verdict | None]


def other_edition(passage: Passage) -> Verdict | None:
    if passage.claims.edition == passage.edition.number:
        return None
    return refused(Reason.OTHER_EDITION)


def revoked(passage: Passage) -> Verdict | None:
    if passage.claims.ticket not in passage.snapshot.revoked:
        return None
    return refused(Reason.REVOKED)


def wrong_gate(passage: Passage) -> Verdict | None:
    if passage.claims.ticket_class in passage.gate.classes:
        return None
    return refused(Reason.WRONG_GATE)


def not_today(passage: Passage) -> Verdict | None:
    today = passage.edition.index_of(passage.day)
    first, last = passage.claims.first_day, passage.claims.last_day
    if today is not None and first <= today <= last:
        return None
    days = passage.edition.days[first : last + 1]
    return Verdict(Outcome.REFUSED, Reason.NOT_TODAY, days=(days[0], days[-1]) if days else None)


def closed(passage: Passage) -> Verdict | None:
    """Hours concern visitors. A gate without its own keeps the show day's, a desk keeps none."""
    if passage.claims.ticket_class not in VISITOR_CLASSES:
        return None
    hours = passage.gate.hours
    if hours is None and passage.gate.purpose is not Purpose.DESK:
        hours = passage.edition.calendar[passage.day]
    if hours is None or passage.edition.are_open(hours, passage.at):
        return None
    return refused(Reason.CLOSED)


def already_used(passage: Passage) -> Verdict | None:
    if passage.gate.purpose is not Purpose.ENTRANCE or passage.seen is None:
        return None
    if not REENTRY_REFUSES[passage.edition.reentry](passage.seen):
        return None
    return Verdict(Outcome.REFUSED, Reason.ALREADY_USED, seen=passage.seen)


REENTRY_REFUSES: dict[Reentry, Callable[[Seen], bool]] = {
    Reentry.FREE: lambda _: False,
    Reentry.AFTER_EXIT: lambda seen: seen.direction is Direction.IN,
    Reentry.ONCE_A_DAY: lambda seen: seen.entered,
}


def is_conflict(
    snapshot: Snapshot, claims: TicketClaims, gate: str, direction: Direction, at: datetime
) -> bool:
    """Whether letting this ticket in contradicts what is known: the re-entry rule says so, or the
    same ticket came in at another gate less than a minute ago.
    """
    passage = Passage.at_gate(snapshot, claims, snapshot.gates[gate], at)
    if direction is Direction.OUT or passage.gate.purpose is not Purpose.ENTRANCE:
        return False
    return already_used(passage) is not None or _is_read_elsewhere(passage)


def _is_read_elsewhere(passage: Passage) -> bool:
    if passage.seen is None or not passage.is_inside or passage.seen.gate == passage.gate.code:
        return False
    apart: timedelta = passage.at - passage.seen.at
    return abs(apart) <= REPEAT_READING


def full(passage: Passage) -> Verdict | None:
    """Whoever is inside already takes no further place."""
    if passage.gate.purpose not in {Purpose.HALL, Purpose.SESSION}:
        return None
    capacity = passage.area.capacity
    if capacity is None or passage.is_inside:
        return None
    if heads_inside(passage) + seats_kept(passage) < capacity:
        return None
    return refused(Reason.FULL)


def heads_inside(passage: Passage) -> int:
    if passage.area.inside is not None:
        return passage.area.inside.get(passage.day, 0)
    return sum(seen.heads for seen in passage.area.seen.values() if _is_in(seen, passage.day))


def seats_kept(passage: Passage) -> int:
    """Heads for whom a place is kept from this ticket: none once the session has begun."""
    area, starts = passage.area, passage.gate.starts
    if starts is None or passage.at >= starts or passage.claims.ticket in area.reserved:
        return 0
    if area.kept is not None:
        return area.kept.get(passage.day, 0)
    return sum(
        heads
        for ticket, heads in area.reserved.items()
        if not _is_in(area.seen.get(ticket), passage.day)
    )


def _is_in(seen: Seen | None, day: date) -> bool:
    return seen is not None and seen.direction is Direction.IN and seen.day == day


def reserved_only(passage: Passage) -> Verdict | None:
    if not passage.gate.reservations_only or passage.claims.ticket in passage.area.reserved:
        return None
    return refused(Reason.RESERVED_ONLY)


RULES: tuple[Rule, ...] = (
    other_edition,
    revoked,
    wrong_gate,
    not_today,
    closed,
    already_used,
    full,
    reserved_only,
)
LEAVING = RULES[:1]
BOOTH_VISIT = RULES[:2]


def _rules_for(gate: GateRules, direction: Direction) -> tuple[Rule, ...]:
    if direction is Direction.OUT:
        return LEAVING
    return BOOTH_VISIT if gate.purpose is Purpose.BOOTH else RULES


def _leave(passage: Passage) -> Verdict:
    """Let anybody out. A missed entry is worth a remark, except at a desk, which nobody enters."""
    if passage.is_inside or passage.gate.area is None:
        return ADMITTED
    return Verdict(Outcome.ADMITTED, flag=Flag.EXIT_WITHOUT_ENTRY)


def after_passage(before: Seen | None, now: Seen) -> Seen:
    """What an area remembers of a ticket once `now` was admitted.

    An exit keeps that the ticket came in today. A passage of an earlier day than the one
    remembered, which a device sent late, changes nothing.
    """
    if before is None or before.day < now.day:
        return replace(now, entered=now.direction is Direction.IN)
    if now.day < before.day:
        return before
    return replace(now, entered=before.entered or now.direction is Direction.IN)
