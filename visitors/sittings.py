"""One look at the database, and what is made of it: several doors to one area may share a sitting.

Scans are noted in the order they came, so that each knows the ones before: the same ticket twice is
used up the second time. Nothing is written until `store`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from visitors import facts, rules
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Facts, Sought, Stored
from visitors.scans import Scan
from visitors.signing import TicketClaims
from visitors.snapshots import NO_AREA, AreaState
from visitors.verdicts import Direction, Seen, Verdict


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
class Delivery:
    """What one device hands in at once, read. `since` is a snapshot of the database: what is new at
    the door since then comes with the answers."""

    door: Door
    clock: Clock
    readings: Sequence[Reading]
    since: str | None = None

    @property
    def is_void(self) -> bool:
        return self.readings[0].scan.voids is not None

    @property
    def scans(self) -> list[Scan]:
        return [reading.scan for reading in self.readings]

    @property
    def claims(self) -> dict[int, TicketClaims]:
        return {ours.ticket: ours for read in self.readings if (ours := read.ours(self.door))}

    def day_of(self, scan: Scan) -> date:
        """The fair's day on which it happened."""
        return self.door.rules.edition.day_of(self.clock.happened_at(scan.scanned_at))


@dataclass(slots=True)
class Sitting:
    """`presences` is what the doors' area knows of each ticket, kept up to date scan by scan;
    `moved` are the tickets that moved, and the gate of each that moved it last."""

    door: Door
    facts: Facts
    strangers: list[TicketClaims]
    area: AreaState
    presences: dict[int, Seen]
    moved: dict[int, int] = field(default_factory=dict)
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def open(cls, deliveries: Sequence[Delivery], *, locks: bool) -> Self:
        """Look at the tickets of all scans, all at doors to one area. Raises doors.Changed."""
        claims: dict[int, TicketClaims] = {}
        for delivery in deliveries:
            claims |= delivery.claims
        found = facts.hold(_sought(deliveries, sorted(claims)), locks=locks)
        door = deliveries[0].door
        return cls(
            door,
            found,
            [ours for ticket, ours in claims.items() if ticket not in found.holders],
            _area(door, found),
            {ticket: holder.seen for ticket, holder in found.holders.items() if holder.seen},
        )

    def note(self, stored: Stored, row: dict[str, Any]) -> None:
        """Remember a scan to store, and its answer in case it comes again in this sitting."""
        self.facts.known[row["id"]] = stored
        self.rows.append(row)

    def move(self, ticket: int, passage: Seen, gate: int) -> None:
        """Let an admitted passage through the gate be what is known of the ticket."""
        before = self.presences.get(ticket)
        after = rules.after_passage(before, passage)
        if after is not before:
            self.presences[ticket] = self.area.seen[ticket] = after
            self.moved[ticket] = gate
            self._count(before, after)
            self._keep(ticket, before, after)

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
        holders, presences = self.facts.holders, self.presences
        moved = {
            ticket: (presences[ticket], gate, holders[ticket].version)
            for ticket, gate in self.moved.items()
        }
        facts.store(self.door, self.rows, moved)


def _sought(deliveries: Sequence[Delivery], tickets: Sequence[int]) -> Sought:
    scans = [(delivery, scan) for delivery in deliveries for scan in delivery.scans]
    starts = deliveries[0].door.rules.gate.starts
    return Sought(
        doors=[(delivery.door, delivery.since) for delivery in deliveries],
        tickets=tickets,
        ids={scan.id for _, scan in scans} | {scan.voids for _, scan in scans if scan.voids},
        days={delivery.day_of(scan) for delivery, scan in scans},
        early={
            delivery.day_of(scan) for delivery, scan in scans if starts and scan.scanned_at < starts
        },
    )


def _area(door: Door, found: Facts) -> AreaState:
    if door.place.area is None:
        return NO_AREA
    return AreaState(
        capacity=door.rules.capacity,
        inside=found.inside,
        reserved={ticket: holder.seats for ticket, holder in found.holders.items() if holder.seats},
        kept=found.kept,
    )
