"""What was seen at the doors: one reading of a badge, one count of the people in a hall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Direction = Literal["in", "out"]
Outcome = Literal["admitted", "refused"]


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan as a door sent it. Times are aware; `badge` is empty when no ticket could be read.

    `badge_class` is the class the badge had at that moment. `heads` is 1 for everything but a
    nameless group.
    """

    id: str
    badge: str
    gate: str
    direction: Direction
    scanned_at: datetime
    received_at: datetime
    outcome: Outcome = "admitted"
    reason: str = ""
    badge_class: str = "visitor"
    heads: int = 1
    voided: bool = False

    @property
    def order(self) -> tuple[datetime, str]:
        """The scans of a badge are ordered by (scanned_at, id)."""
        return self.scanned_at, self.id

    @property
    def is_standing_admission(self) -> bool:
        return self.outcome == "admitted" and not self.voided

    @property
    def is_standing_refusal(self) -> bool:
        return self.outcome == "refused" and not self.voided


@dataclass(frozen=True, slots=True)
class Observation:
    """People counted in an area by eye: a clicker count, or a closing sweep."""

    id: str
    observed_at: datetime
    count: int
    kind: str = ""


class ScanToldTwice(ValueError):
    """The same scan id with two different contents: there is no telling which one happened."""

    def __init__(self, scan_id: str) -> None:
        super().__init__(f"Scan {scan_id} is told twice, with different content.")
        self.scan_id = scan_id


def distinct(scans: Iterable[Scan]) -> list[Scan]:
    """Each scan once, however often it was sent. Raises ScanToldTwice."""
    known: dict[str, Scan] = {}
    for scan in scans:
        if known.setdefault(scan.id, scan) != scan:
            raise ScanToldTwice(scan.id)
    return list(known.values())
