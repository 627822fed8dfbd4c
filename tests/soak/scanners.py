"""Scanners as they behave: a scan at its time, whether or not the one before was answered.

Whoever is refused decides alone from then on, keeps what he scans, waits as long as he was told and
somewhat longer, and sends all of it together (`static/gate/link.js`, `sync.js`).
"""

import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.bench.servers import Unanswered
from tests.bench.wires import Wire, request
from tests.soak.ground import Clock

ADDRESS = "/api/v1/checkins/"
MOST = 500
AFTER_TROUBLE = 1.0
"""Seconds that a scanner waits after anything else than an answer."""
RETRY_AFTER = re.compile(rb"retry-after: *(\d+)", re.IGNORECASE)
ADMITTED = {"outcome": "admitted", "reason": ""}


class Line(Wire):
    """Hears how long it is to wait."""

    @property
    def wait(self) -> float:
        told = RETRY_AFTER.search(self.head)
        return float(told[1]) if told else 0.0


@dataclass(slots=True)
class Asked:
    """One upload. Seconds: of its way there and back, and since the first of its scans was due."""

    status: int
    scans: int
    took: float
    late: float
    at: float


@dataclass
class Scanner:
    """One device. `pause` is from one scan to the next in seconds, `together` how many it sends at
    once while all is well: some stand where the network comes and goes."""

    port: int
    token: str
    codes: list[str]
    clock: Clock
    together: int = 1
    pause: float = 0.0
    made: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    entries: list[float] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)
    troubles: Counter[str] = field(default_factory=Counter)
    asked: list[Asked] = field(default_factory=list)
    held: list[tuple[float, dict[str, Any]]] = field(default_factory=list)
    most_held: int = 0

    def __post_init__(self) -> None:
        self.headers = {"Authorization": f"Device {self.token}", "Content_Type": "application/json"}
        self.line: Line | None = None
        self.cursor = ""
        self.rests_until = 0.0

    def work(self, begins: float, ends: float) -> None:
        """Without a pause: the next scan as soon as the last is answered."""
        due = begins + random.random() * self.pause
        while due < ends:
            time.sleep(max(0.0, due - time.monotonic()))
            self._scan(due)
            due = due + self.pause if self.pause else time.monotonic()
            if self._may_send(due):
                self._send()

    def hand_in(self, patience: float) -> None:
        """Send what is held, as long as it takes or patience lasts."""
        ends = time.monotonic() + patience
        while self.held and time.monotonic() < ends:
            time.sleep(max(0.0, self.rests_until - time.monotonic()))
            self._send()

    def close(self) -> None:
        if self.line:
            self.line.close()

    def _scan(self, due: float) -> None:
        round_, place = divmod(len(self.made), len(self.codes))
        scan = {
            "id": str(uuid4()),
            "code": self.codes[place],
            "direction": "out" if round_ % 2 else "in",
            "scanned_at": self.clock.moment(due),
        }
        self.made.append(scan["id"])
        self.held.append((due, scan))
        self.most_held = max(self.most_held, len(self.held))

    def _may_send(self, next_due: float) -> bool:
        now = time.monotonic()
        is_behind = bool(self.pause) and next_due <= now
        return not is_behind and len(self.held) >= self.together and now >= self.rests_until

    def _send(self) -> None:
        batch, began = self.held[:MOST], time.monotonic()
        try:
            status, answer = self._ask(self._upload([scan for _due, scan in batch]))
        except (OSError, AssertionError) as error:
            self._meet(repr(error))
            self.line = None
            return
        now = time.monotonic()
        self.asked.append(Asked(status, len(batch), now - began, now - batch[0][0], now))
        self._hear(status, answer, now)

    def _ask(self, upload: bytes) -> tuple[int, bytes]:
        """The server closes a connection when it has refused more than it has read: then on
        another, as browsers do."""
        self.line = self.line or Line(self.port)
        try:
            return self.line.ask(upload)
        except (ConnectionError, Unanswered):
            if not self.asked or self.asked[-1].status != 503:
                raise
            self.line.close()
            self.line = Line(self.port)
            return self.line.ask(upload)

    def _upload(self, scans: list[dict[str, Any]]) -> bytes:
        document = {
            "scans": scans,
            "sent_at": self.clock.moment(time.monotonic()),
            "pending": len(self.held),
            "cursor": self.cursor,
        }
        return request("POST", ADDRESS, json.dumps(document).encode(), **self.headers)

    def _hear(self, status: int, answer: bytes, now: float) -> None:
        if status == 503:
            self._keep(now)
        elif status == 200:
            self._take(json.loads(answer), now)
        else:
            self._meet(f"{status} {answer[:200]!r}")

    def _keep(self, now: float) -> None:
        assert self.line
        self.rests_until = now + self.line.wait * (1 + random.random() / 2)
        for _due, scan in self.held:
            scan["decided"] = ADMITTED

    def _take(self, told: dict[str, Any], now: float) -> None:
        results = told["results"]
        for (_due, scan), result in zip(self.held, results, strict=False):
            if result.get("error") or result["outcome"] != "admitted":
                self.faults.append(result)
            else:
                self.stored.append(scan["id"])
                self.entries += [now] * (scan["direction"] == "in")
        del self.held[: len(results)]
        self.cursor = told["updates"]["cursor"]
        for _due, scan in self.held:
            scan["decided"] = ADMITTED

    def _meet(self, trouble: str) -> None:
        self.troubles[trouble] += 1
        self.rests_until = time.monotonic() + AFTER_TROUBLE
        for _due, scan in self.held:
            scan["decided"] = ADMITTED
