"""One look at the database, and what is decided on the strength of it.

A sitting judges scans in the order they came, each knowing the ones before: the same ticket twice
in a batch is used up the second time. It writes nothing until `store`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from django.utils.translation import gettext_noop as _

from visitors import facts, rules
from visitors.answers import Answer
from visitors.classes import TicketClass
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Facts, Holder, Look, News, Sought, Stored
from visitors.scans import Decision, Fault, Scan
from visitors.signing import TicketClaims
from visitors.snapshots import NO_AREA, AreaState, Snapshot
from visitors.verdicts import Direction, Outcome, Seen, Verdict

ID_REUSED = ("id_reused", _("This id belongs to another scan, which is stored already."))
NOBODY_TO_ADMIT = ("nobody_to_admit", _("Only a genuine ticket of this edition admits."))
ASKS_NO_MORE = ("device_revoked", _("This device has been revoked. Hand it to the organisers."))
HEADS_OF_ONE_PERSON = ("heads_of_one_person", _("Only a group's ticket is for several heads."))


@dataclass(frozen=True, slots=True)
class Reading:
    """A scan whose code has been read: what its ticket says, or why it is no genuine one."""

    scan: Scan
    claims: TicketClaims | Verdict

    def ours(self, door: Door) -> TicketClaims | None:
        """The claims of a genuine ticket of this edition, which therefore has a row."""
        claims = self.claims
        if isinstance(claims, Verdict) or claims.edition != door.edition.number:
            return None
        return claims


@dataclass(frozen=True, slots=True)
class Settled:
    """Who decided what: the device, the server, or a supervisor over the head of either."""

    outcome: Outcome
    reason: str
    server_reason: str = ""
    overridden: str = ""

    @classmethod
    def of(cls, scan: Scan, verdict: Verdict) -> Self:
        decided = scan.decided or Decision(verdict.outcome, verdict.reason)
        judged = (verdict.reason or "") if scan.decided else ""
        if scan.override:
            overridden = decided.reason or verdict.reason or ""
            return cls(Outcome.ADMITTED, "", judged, overridden)
        if decided.outcome is Outcome.ADMITTED:
            return cls(Outcome.ADMITTED, "", judged)
        return cls(Outcome.REFUSED, decided.reason or "", judged)


@dataclass(frozen=True, slots=True)
class Taken:
    """Scans that were taken in, each answered in its place; the door as it was then, and what is
    new there: `feeds.told` reads it."""

    door: Door
    answers: list[Answer | Fault]
    news: News


@dataclass(slots=True)
class Sitting:
    """`presences` is what the gate's area knows of each ticket, kept up to date scan by scan."""

    door: Door
    clock: Clock
    facts: Facts
    strangers: list[TicketClaims]
    snapshot: Snapshot
    area: AreaState
    presences: dict[int, Seen]
    moved: dict[int, Seen] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def open(cls, door: Door, clock: Clock, readings: Sequence[Reading], look: Look) -> Self:
        """Look at the tickets of the scans. Raises doors.Changed."""
        claims = {ours.ticket: ours for reading in readings if (ours := reading.ours(door))}
        found = facts.hold(door, _sought(door, clock, readings, claims), look)
        door = found.door
        strangers = [ours for ticket, ours in claims.items() if ticket not in found.holders]
        area = _area(door, found)
        return cls(
            door,
            clock,
            found,
            strangers,
            _snapshot(door, found, area),
            area,
            {ticket: holder.seen for ticket, holder in found.holders.items() if holder.seen},
        )

    def answer(self, reading: Reading) -> Answer | Fault:
        """Settle one scan, or repeat what was said of it. A revoked device only tells."""
        if self.door.is_revoked and reading.scan.is_question:
            return fault(reading.scan, ASKS_NO_MORE)
        if known := self.facts.known.get(reading.scan.id):
            return self.repeat(reading, known)
        return self._settle(reading)

    def repeat(self, reading: Reading, known: Stored) -> Answer | Fault:
        scan = reading.scan
        if known.content != scan.content or _contradicts(known, scan):
            return fault(scan, ID_REUSED)
        return Answer(scan.id, known, self.holder(reading), is_new=False)

    def holder(self, reading: Reading) -> Holder | None:
        """Who carries the ticket. A revoked device, which anybody may have, is told no names."""
        if self.door.is_revoked:
            return None
        ours = reading.ours(self.door)
        return self.facts.holders.get(ours.ticket) if ours else None

    def _settle(self, reading: Reading) -> Answer | Fault:
        scan, ours = reading.scan, reading.ours(self.door)
        verdict = self._judge(reading)
        settled = Settled.of(scan, verdict)
        if settled.outcome is Outcome.ADMITTED and ours is None:
            return fault(scan, NOBODY_TO_ADMIT)
        if scan.heads > 1 and ours and ours.ticket_class is not TicketClass.GROUP:
            return fault(scan, HEADS_OF_ONE_PERSON)
        stored = self._stored(scan, ours, verdict, settled)
        self.note(scan, stored, server_reason=settled.server_reason)
        if ours and settled.outcome is Outcome.ADMITTED:
            self._move(scan, ours.ticket)
        return Answer(scan.id, stored, self.holder(reading), is_new=True)

    def _judge(self, reading: Reading) -> Verdict:
        if isinstance(reading.claims, Verdict):
            return reading.claims
        self._show(reading.scan, reading.claims.ticket)
        return rules.judge(self.snapshot, *self._question(reading.scan, reading.claims))

    def _question(
        self, scan: Scan, claims: TicketClaims
    ) -> tuple[TicketClaims, str, Direction, Any]:
        return claims, self.door.rules.gate.code, scan.direction, scan.scanned_at

    def _show(self, scan: Scan, ticket: int) -> None:
        """Show the rules a presence by the clock that the scan was made with.

        A device whose clock is far off is compared with what that clock would have said.
        """
        seen = self.presences.get(ticket)
        if seen is None:
            return
        if self.clock.drift(scan.scanned_at):
            seen = replace(seen, day=self.door.rules.edition.day_of(seen.at))
        self.area.seen[ticket] = seen

    def _stored(
        self, scan: Scan, ours: TicketClaims | None, verdict: Verdict, settled: Settled
    ) -> Stored:
        is_admitted = settled.outcome is Outcome.ADMITTED
        is_conflict = is_admitted and ours is not None and self._is_conflict(scan, ours)
        return Stored(
            content=scan.content,
            ticket=ours.ticket if ours else None,
            direction=scan.direction,
            ticket_class=ours.ticket_class.value if ours else "",
            heads=scan.heads,
            outcome=settled.outcome,
            reason=settled.reason,
            decided_by_device=scan.decided is not None,
            overridden=settled.overridden,
            exit_without_entry=is_admitted and verdict.flag is not None,
            skew_ms=self.clock.skew_ms(scan.scanned_at),
            remark=self._remark(verdict, is_conflict=is_conflict),
            device=self.door.device,
            area=self.door.place.area,
            device_revoked=self.door.is_revoked,
        )

    def _is_conflict(self, scan: Scan, ours: TicketClaims) -> bool:
        return rules.is_conflict(self.snapshot, *self._question(scan, ours))

    def _remark(self, verdict: Verdict, *, is_conflict: bool) -> dict[str, Any] | None:
        remark: dict[str, Any] = {}
        if verdict.seen:
            remark["seen"] = self._seen_to_json(verdict.seen)
        if verdict.days:
            remark["days"] = [day.isoformat() for day in verdict.days]
        if is_conflict:
            remark["conflict"] = True
        return remark or None

    def _seen_to_json(self, seen: Seen) -> dict[str, Any]:
        at = seen.at.astimezone(self.door.rules.edition.timezone)
        return {"at": at.isoformat(), "gate": seen.gate, "direction": seen.direction.value}

    def taken(self, answers: list[Answer | Fault]) -> Taken:
        return Taken(self.door, answers, self.facts.news)

    def note(self, scan: Scan, stored: Stored, *, server_reason: str = "") -> None:
        """Remember a scan to store, and its answer in case it comes again in this batch."""
        self.facts.known[scan.id] = stored
        self.rows.append(
            {
                "id": scan.id,
                "ticket": stored.ticket,
                "direction": stored.direction,
                "scanned_at": scan.scanned_at,
                "outcome": stored.outcome,
                "reason": stored.reason,
                "ticket_class": stored.ticket_class,
                "heads": stored.heads,
                "decided_by_device": stored.decided_by_device,
                "server_reason": server_reason,
                "override": scan.override,
                "overridden": stored.overridden,
                "exit_without_entry": stored.exit_without_entry,
                "remark": stored.remark,
                "voids": stored.voids,
                "skew_ms": stored.skew_ms,
                "content": stored.content,
            }
        )

    def _move(self, scan: Scan, ticket: int) -> None:
        if self.door.place.area is None:
            return
        gate, before = self.door.rules.gate.code, self.presences.get(ticket)
        after = rules.after_passage(
            before,
            Seen(scan.direction, scan.scanned_at, self._day(scan), gate, heads=scan.heads),
        )
        if after is not before:
            self.presences[ticket] = self.moved[ticket] = self.area.seen[ticket] = after
            self._count(before, after)
            self._keep(ticket, before, after)

    def _day(self, scan: Scan) -> date:
        return self.door.rules.edition.day_of(self.clock.happened_at(scan.scanned_at))

    def _count(self, before: Seen | None, after: Seen) -> None:
        inside = self.facts.inside
        if before and before.day == after.day and before.direction is Direction.IN:
            inside[after.day] = inside.get(after.day, 0) - before.heads
        if after.direction is Direction.IN:
            inside[after.day] = inside.get(after.day, 0) + after.heads

    def _keep(self, ticket: int, before: Seen | None, after: Seen) -> None:
        """A reserved seat is kept for whoever went out again, and for nobody who is inside."""
        was_in = before and before.day == after.day and before.direction is Direction.IN
        is_in = after.direction is Direction.IN
        seats = self.area.reserved.get(ticket, 0)
        if seats and is_in != bool(was_in):
            kept = self.facts.kept
            kept[after.day] = kept.get(after.day, 0) + (-seats if is_in else seats)

    def store(self) -> None:
        """Write all of it. Raises facts.Overtaken."""
        if not self.rows:
            return
        holders = self.facts.holders
        moved = {ticket: (seen, holders[ticket].version) for ticket, seen in self.moved.items()}
        facts.store(self.door, self.clock.received_at, self.rows, moved)


def _sought(door: Door, clock: Clock, readings: Sequence[Reading], claims: Iterable[int]) -> Sought:
    scans = [reading.scan for reading in readings]
    edition, starts = door.rules.edition, door.rules.gate.starts
    early = [scan for scan in scans if starts and scan.scanned_at < starts]
    return Sought(
        tickets=sorted(claims),
        ids={scan.id for scan in scans} | {scan.voids for scan in scans if scan.voids},
        days={edition.day_of(clock.happened_at(scan.scanned_at)) for scan in scans},
        early={edition.day_of(clock.happened_at(scan.scanned_at)) for scan in early},
    )


def fault(scan: Scan, why: tuple[str, str]) -> Fault:
    code, detail = why
    return Fault(code, detail, str(scan.id))


def _contradicts(known: Stored, scan: Scan) -> bool:
    """A device never decides a scan twice; it may decide one that it first asked about."""
    if scan.decided is None or not known.decided_by_device:
        return False
    settled = Settled.of(scan, Verdict(scan.decided.outcome, scan.decided.reason))
    return (settled.outcome, settled.reason) != (known.outcome, known.reason)


def _area(door: Door, found: Facts) -> AreaState:
    if door.place.area is None:
        return NO_AREA
    return AreaState(
        capacity=door.rules.capacity,
        inside=found.inside,
        reserved={ticket: holder.seats for ticket, holder in found.holders.items() if holder.seats},
        kept=found.kept,
    )


def _snapshot(door: Door, found: Facts, area: AreaState) -> Snapshot:
    gate = door.rules.gate
    return Snapshot(
        edition=door.rules.edition,
        keys=door.rules.keys,
        gates={gate.code: gate},
        areas={gate.area: area} if gate.area else {},
        revoked={ticket for ticket, holder in found.holders.items() if holder.is_revoked},
    )
