"""A phone without a network: it decides by its last snapshot and by what it scanned since."""

from collections.abc import Mapping
from typing import Any, Self

from visitors import rules
from visitors.scans import Decision, Scan
from visitors.signing import TicketClaims
from visitors.snapshots import Snapshot
from visitors.verdicts import Direction, Seen


class PhoneAlone:
    """Holds what the gate's phone knew when the network went, and learns only from itself."""

    def __init__(self, gate: str, snapshot: Snapshot) -> None:
        self.gate, self.snapshot = gate, snapshot

    @classmethod
    def with_document(cls, gate: str, document: Mapping[str, Any]) -> Self:
        """`document` is what `GET gate/snapshot/` answered."""
        return cls(gate, Snapshot.from_json(document))

    def decide(self, scan: Scan) -> Decision | None:
        """What the phone says; it takes back its own scans without asking anybody."""
        if scan.voids:
            return None
        verdict = rules.decide(self.snapshot, scan.code, self.gate, scan.direction, scan.scanned_at)
        if verdict.is_admitted or scan.override:
            self._remember(scan)
        return Decision(verdict.outcome, verdict.reason)

    def _remember(self, scan: Scan) -> None:
        claims = rules.read(self.snapshot.keys, scan.code)
        if isinstance(claims, TicketClaims):
            area = self.snapshot.area_of(self.snapshot.gates[self.gate])
            seen = Seen(
                scan.direction,
                scan.scanned_at,
                self.snapshot.edition.day_of(scan.scanned_at),
                self.gate,
                entered=scan.direction is Direction.IN,
                heads=scan.heads,
            )
            area.seen[claims.ticket] = rules.after_passage(area.seen.get(claims.ticket), seen)
