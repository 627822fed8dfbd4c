"""Uploads on their way in: most straight into the door's intake, a share over real HTTP."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from expo import editions
from expo.models import Edition
from visitors import checkins
from visitors.answers import Answer
from visitors.crowd import Blackout, Upload
from visitors.doors import Door
from visitors.scans import Fault, Scan
from visitors.simulation.alone import PhoneAlone
from visitors.simulation.client import Client
from visitors.simulation.scanners import Scanner, Scanners
from visitors.simulation.scripts import Script


class Wire:
    """The way over real HTTP. The server goes by the fair's clock, which is set for every call; so
    there is one call at a time."""

    def __init__(self, edition: Edition, client: Client) -> None:
        self.edition, self.client = edition, client
        self.lock, self.clock_at = Lock(), edition.clock_set_to

    def snapshot(self, token: str, at: datetime) -> dict[str, Any]:
        with self.lock:
            self._set_clock(at)
            return self.client.snapshot(token)

    def upload(
        self, token: str, scans: Sequence[Scan], *, at: datetime, sent_at: datetime
    ) -> list[dict[str, Any]]:
        with self.lock:
            self._set_clock(at)
            return self.client.upload(token, scans, sent_at=sent_at)

    def _set_clock(self, at: datetime) -> None:
        if self.clock_at != at or self.edition.clock_rate:
            editions.set_clock(self.edition, at, rate=0)
            self.clock_at = at


@dataclass(frozen=True, slots=True)
class Intake:
    """Sends the uploads of one day, and counts what came of each.

    Over HTTP goes what is late, what is sent twice, and all that is received in `over_http`.
    """

    script: Script
    scanners: Scanners
    wire: Wire
    over_http: tuple[datetime, datetime]
    doors: dict[str, Door] = field(default_factory=dict)
    alone: dict[tuple[str, Blackout], PhoneAlone] = field(default_factory=dict)

    def go_dark(self, blackout: Blackout) -> None:
        """Give every phone of the gate its last snapshot."""
        for name, scanner in self.scanners.items():
            if scanner.phone.gate == blackout.gate:
                document = self.wire.snapshot(scanner.token, blackout.starts)
                self.alone[name, blackout] = PhoneAlone.with_document(blackout.gate, document)

    def send(self, upload: Upload) -> Counter[str]:
        scanner, scans = self.scanners[upload.phone.name], self._scans(upload)
        tally = Counter(
            late=len(scans) if upload.late else 0,
            wrong_clock=len(scans) if upload.phone.ahead else 0,
            sent_twice=len(scans) if upload.twice else 0,
        )
        if upload.twice:
            tally += self._post(upload, scanner, scans)
        if upload.twice or upload.late or self._is_over_http(upload.at):
            return tally + self._post(upload, scanner, scans)
        return tally + self._take(upload, scanner, scans)

    def _scans(self, upload: Upload) -> list[Scan]:
        alone = self.alone[upload.phone.name, upload.late] if upload.late else None
        return [told_by(self.script.scan(passage), alone) for passage in upload.passages]

    def _is_over_http(self, at: datetime) -> bool:
        first, last = self.over_http
        return first <= at < last

    def _take(self, upload: Upload, scanner: Scanner, scans: Sequence[Scan]) -> Counter[str]:
        if upload.phone.name not in self.doors:
            self.doors[upload.phone.name] = scanner.door()
        answers = checkins.take(
            self.doors[upload.phone.name],
            scans,
            received_at=upload.at,
            sent_at=upload.at + upload.phone.ahead,
        )
        return Counter(told for answer in answers for told in _told(answer))

    def _post(self, upload: Upload, scanner: Scanner, scans: Sequence[Scan]) -> Counter[str]:
        sent_at = upload.at + upload.phone.ahead
        results = self.wire.upload(scanner.token, scans, at=upload.at, sent_at=sent_at)
        tally = Counter(told for result in results for told in told_of(result))
        return tally + Counter(over_http=len(scans))


def told_by(scan: Scan, alone: PhoneAlone | None) -> Scan:
    """The scan with the phone's own decision, where it stands alone."""
    decided = alone.decide(scan) if alone else None
    return replace(scan, decided=decided) if decided else scan


def _told(answer: Answer | Fault) -> Iterable[str]:
    """As `told_of`, without the detour by JSON."""
    if isinstance(answer, Fault):
        return ["faults"]
    stored = answer.stored
    return _words(
        stored.reason,
        is_new=answer.is_new,
        is_conflict=bool(stored.remark and stored.remark.get("conflict")),
    )


def told_of(result: Mapping[str, Any]) -> Iterable[str]:
    """What one answer adds to: a fault, a scan known already, or one stored with its outcome."""
    if "outcome" not in result:
        return ["faults"]
    return _words(result["reason"], is_new=result["stored"], is_conflict=result["conflict"])


def _words(reason: str, *, is_new: bool, is_conflict: bool) -> Iterable[str]:
    if not is_new:
        return ["known_already"]
    return ["stored", str(reason) or "admitted", *(["conflicts"] if is_conflict else [])]
