"""A phone at a gate while the day is played: it decides when it is alone, and forgets nothing."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from visitors.crowd import Blackout
from visitors.scans import Scan
from visitors.simulation.alone import PhoneAlone
from visitors.simulation.client import Client
from visitors.simulation.intake import told_by
from visitors.simulation.scanners import Scanner

MOST = 500
HEARTBEAT = 20.0  # seconds: well within the minute after which a device counts as silent


@dataclass(slots=True)
class LivePhone:
    """`alone` is set while the gate has no network; `heard_at` is when the server last heard of
    it, by this machine's own clock (`time.monotonic`)."""

    scanner: Scanner
    blackout: Blackout | None
    queue: deque[Scan] = field(default_factory=deque)
    alone: PhoneAlone | None = None
    heard_at: float = float("-inf")

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
        self.heard_at = monotonic()

    def is_quiet(self) -> bool:
        """Whether it is time to say that it is there. Without a network there is nobody to tell."""
        return self.alone is None and monotonic() - self.heard_at >= HEARTBEAT

    def greet(self, now: datetime, client: Client) -> None:
        """Raises NoAnswer and TurnedDown."""
        sent_at = now + self.scanner.phone.ahead
        client.contact(self.scanner.token, sent_at=sent_at, pending=len(self.queue))
        self.heard_at = monotonic()
