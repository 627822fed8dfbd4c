"""Who answers the scans of one door: by the rules, or by what was said of the same scan before."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self

from django.utils.translation import gettext_noop as _

from visitors import rules
from visitors.answers import Answer
from visitors.classes import TicketClass
from visitors.clocks import Clock
from visitors.doors import Door
from visitors.facts import Holder, News, Stored
from visitors.scans import Decision, Fault, Scan
from visitors.signing import TicketClaims
from visitors.sittings import Delivery, Reading, Sitting
from visitors.snapshots import Snapshot
from visitors.verdicts import Direction, Outcome, Seen, Verdict

ID_REUSED = ("id_reused", _("This id belongs to another scan, which is stored already."))
NOBODY_TO_ADMIT = ("nobody_to_admit", _("Only a genuine ticket of this edition admits."))
ASKS_NO_MORE = ("device_revoked", _("This device has been revoked. Hand it to the organisers."))
HEADS_OF_ONE_PERSON = ("heads_of_one_person", _("Only a group's ticket is for several heads."))


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


@dataclass(frozen=True, slots=True)
class Judge:
    """`door` and `news` are as the sitting found them."""

    sitting: Sitting
    delivery: Delivery
    door: Door
    news: News
    snapshot: Snapshot

    @classmethod
    def of(cls, sitting: Sitting, number: int, delivery: Delivery) -> Self:
        """The delivery has this number among those of the sitting."""
        door, news = sitting.facts.doors[number]
        return cls(sitting, delivery, door, news, _snapshot(door, sitting))

    @property
    def clock(self) -> Clock:
        return self.delivery.clock

    def take(self) -> Taken:
        return self.taken([self.answer(reading) for reading in self.delivery.readings])

    def taken(self, answers: list[Answer | Fault]) -> Taken:
        return Taken(self.door, answers, self.news)

    def answer(self, reading: Reading) -> Answer | Fault:
        """Settle one scan, or repeat what was said of it. A revoked device only tells."""
        if self.door.is_revoked and reading.scan.is_question:
            return fault(reading.scan, ASKS_NO_MORE)
        if known := self.sitting.facts.known.get(reading.scan.id):
            return self._repeat(reading, known)
        return self._settle(reading)

    def holder(self, reading: Reading) -> Holder | None:
        """Who carries the ticket. A revoked device, which anybody may have, is told no names."""
        if self.door.is_revoked:
            return None
        ours = reading.ours(self.door)
        return self.sitting.facts.holders.get(ours.ticket) if ours else None

    def note(self, scan: Scan, stored: Stored, *, server_reason: str = "") -> None:
        """Have the scan stored as this door's."""
        row = {
            "id": scan.id,
            "gate": self.door.place.gate,
            "ticket": stored.ticket,
            "direction": stored.direction,
            "scanned_at": scan.scanned_at,
            "received_at": self.clock.received_at,
            "outcome": stored.outcome,
            "reason": stored.reason,
            "ticket_class": stored.ticket_class,
            "heads": stored.heads,
            "decided_by_device": stored.decided_by_device,
            "server_reason": server_reason,
            "override": scan.override,
            "overridden": stored.overridden,
            "exit_without_entry": stored.exit_without_entry,
            "device_revoked": stored.device_revoked,
            "remark": stored.remark,
            "voids": stored.voids,
            "device": stored.device,
            "operator": self.door.operator,
            "skew_ms": stored.skew_ms,
            "content": stored.content,
        }
        self.sitting.note(stored, row)

    def _repeat(self, reading: Reading, known: Stored) -> Answer | Fault:
        scan = reading.scan
        if known.content != scan.content or _contradicts(known, scan):
            return fault(scan, ID_REUSED)
        return Answer(scan.id, known, self.holder(reading), is_new=False)

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
    ) -> tuple[TicketClaims, str, Direction, datetime]:
        return claims, self.door.rules.gate.code, scan.direction, scan.scanned_at

    def _show(self, scan: Scan, ticket: int) -> None:
        """Show the rules a presence by the clock that the scan was made with.

        A device whose clock is far off is compared with what that clock would have said.
        """
        seen = self.sitting.presences.get(ticket)
        if seen is None:
            return
        if self.clock.drift(scan.scanned_at):
            seen = replace(seen, day=self.door.rules.edition.day_of(seen.at))
        self.sitting.area.seen[ticket] = seen

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

    def _move(self, scan: Scan, ticket: int) -> None:
        place = self.door.place
        if place.area is None:
            return
        day, code = self.delivery.day_of(scan), self.door.rules.gate.code
        passage = Seen(scan.direction, scan.scanned_at, day, code, heads=scan.heads)
        self.sitting.move(ticket, passage, place.gate)


def fault(scan: Scan, why: tuple[str, str]) -> Fault:
    code, detail = why
    return Fault(code, detail, str(scan.id))


def _contradicts(known: Stored, scan: Scan) -> bool:
    """A device never decides a scan twice; it may decide one that it first asked about."""
    if scan.decided is None or not known.decided_by_device:
        return False
    settled = Settled.of(scan, Verdict(scan.decided.outcome, scan.decided.reason))
    return (settled.outcome, settled.reason) != (known.outcome, known.reason)


def _snapshot(door: Door, sitting: Sitting) -> Snapshot:
    gate = door.rules.gate
    return Snapshot(
        edition=door.rules.edition,
        keys=door.rules.keys,
        gates={gate.code: gate},
        areas={gate.area: sitting.area} if gate.area else {},
        revoked={ticket for ticket, holder in sitting.facts.holders.items() if holder.is_revoked},
    )
