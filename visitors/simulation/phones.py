"""A phone at a gate while the day is played: it decides when it is alone, and forgets nothing."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from visitors.crowd import Blackout
from visitors.scans import Scan
from visitors.simulation.alone import PhoneAlone
from visitors.simulation.client import Client
from visitors.simulation.intake import told_by
from visitors.simulation.scanners import Scanner

MOST = 500


@dataclass(slots=True)
class LivePhone:
    """`alone` is set while the gate has no network."""

    scanner: Scanner
    blackout: Blackout | None
    queue: deque[Scan] = field(default_factory=deque)
    alone: PhoneAlone | None = None

    @property
    def name(self) -> str:
        return self.scanner.phone.name

    @property
    def gate(self) -> str:
        return self.scanner.phone.gate

    def look_at_network(self, now: datetime, client: Client) -> None:
        """Lose the network with a last snapshot, or get it back. Raises NoAnswer, TurnedDown."""
        is_dark = self.blackout is not None and self.blackout.starts <= now < self.blackout.ends
        if is_dark and self.alone is None:
            document = client.snapshot(self.scanner.token)
            self.alone = PhoneAlone.with_document(self.gate, document)
        elif not is_dark:
            self.alone = None

    def scan(self, scan: Scan) -> None:
        self.queue.append(told_by(scan, self.alone))

    def send(self, now: datetime, client: Client) -> None:
        """Send what is held, at most 500 scans; they are forgotten once they are answered.

        Raises NoAnswer and TurnedDown."""
        if self.alone or not self.queue:
            return
        batch = [self.queue[place] for place in range(min(MOST, len(self.queue)))]
        client.upload(
            self.scanner.token,
            batch,
            sent_at=now + self.scanner.phone.ahead,
            pending=len(self.queue) - len(batch),
        )
        for _ in batch:
            self.queue.popleft()
