"""What a planned passage looks like to a scanner: a real code, a fixed id, the phone's own time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from visitors import base45, signing, tickets
from visitors.crowd import Passage, Spoiled
from visitors.models import Ticket
from visitors.scans import Decision, Scan

FOREIGN_CODE = "HTTPS://SOMEWHERE.EXAMPLE/LUNCH"
UNSIGNED = signing.HEAD.size


class Script:
    """Turns the passages of one day into scans, always the same."""

    def __init__(
        self, space: UUID, day: int, passages: Sequence[Passage], issued: Mapping[int, Ticket]
    ) -> None:
        self.space, self.day = space, day
        self.taken_back = dict(_taken_back(passages))
        guests = sorted({passage.guest for passage in passages})
        self.codes = dict(
            zip(guests, tickets.codes(issued[guest] for guest in guests), strict=True)
        )

    def id_of(self, number: int) -> UUID:
        """The id of the day's passage with that number."""
        return uuid5(self.space, f"day/{self.day}/passage/{number}")

    def id_of_headcount(self, number: int) -> UUID:
        """The id of the day's headcount with that number."""
        return uuid5(self.space, f"day/{self.day}/headcount/{number}")

    def scan(self, passage: Passage, decided: Decision | None = None) -> Scan:
        target = self.taken_back.get(passage.number)
        return Scan(
            id=self.id_of(passage.number),
            code=self._code(passage),
            direction=passage.direction,
            scanned_at=passage.scanned_at,
            decided=decided,
            heads=passage.heads,
            override=passage.override,
            voids=None if target is None else self.id_of(target),
        )

    def _code(self, passage: Passage) -> str:
        if passage.spoiled is Spoiled.FOREIGN:
            return FOREIGN_CODE
        code = self.codes[passage.guest]
        return forged(code) if passage.spoiled is Spoiled.FORGED else code


def _taken_back(passages: Iterable[Passage]) -> Iterator[tuple[int, int]]:
    """Number of each passage that takes one back → number of the one it takes back."""
    last: dict[int, int] = {}
    for passage in passages:
        if passage.takes_back:
            yield passage.number, last[passage.guest]
        elif passage.spoiled is None:
            last[passage.guest] = passage.number


def forged(code: str) -> str:
    """The code with one bit of its signature turned over."""
    data = bytearray(base45.decode(code.removeprefix(signing.PREFIX)))
    data[UNSIGNED] ^= 1
    return signing.PREFIX + base45.encode(bytes(data))


def document(scan: Scan) -> dict[str, Any]:
    """The scan as the API takes it."""
    told: dict[str, Any] = {
        "id": str(scan.id),
        "code": scan.code,
        "direction": scan.direction.value,
        "scanned_at": scan.scanned_at.isoformat(),
        "heads": scan.heads,
    }
    if scan.decided:
        reason = scan.decided.reason
        told["decided"] = {
            "outcome": scan.decided.outcome.value,
            "reason": reason.value if reason else "",
        }
    if scan.override:
        told["override"] = {"reason": scan.override}
    if scan.voids:
        told["voids"] = str(scan.voids)
    return told
