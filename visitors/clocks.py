"""How far a device's clock is off, and what follows. Pure.

Nobody rewrites a scan's own time. But who is inside is decided by the day on which things really
happened: else one phone that lives in yesterday would let every ticket in twice elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERATED = timedelta(hours=1)
REMARKABLE = timedelta(hours=24)
ON_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class Clock:
    """A device's clock at one upload, by the fair's. `ahead` is None when it did not say."""

    received_at: datetime
    ahead: timedelta | None

    @classmethod
    def of_upload(cls, received_at: datetime, sent_at: datetime | None) -> "Clock":
        return cls(received_at, None if sent_at is None else sent_at - received_at)

    def drift(self, scanned_at: datetime) -> timedelta:
        """What to take off a scan's time to get the fair's; nothing below what is tolerated."""
        ahead = self.ahead
        if ahead is None:
            ahead = max(scanned_at - self.received_at, ON_TIME)
        return ahead if abs(ahead) > TOLERATED else ON_TIME

    def happened_at(self, scanned_at: datetime) -> datetime:
        """When it was on the fair's clock; never later than it was received."""
        happened = scanned_at - self.drift(scanned_at)
        late = happened - self.received_at > TOLERATED
        return self.received_at if late else happened

    def skew_ms(self, scanned_at: datetime) -> int | None:
        """What to store: the clock's own word, or what a time from the future gives away."""
        ahead = self.ahead if self.ahead is not None else (self.drift(scanned_at) or None)
        return None if ahead is None else round(ahead / timedelta(milliseconds=1))


def of_row(received_at: datetime, skew_ms: int | None) -> Clock:
    ahead = None if skew_ms is None else timedelta(milliseconds=skew_ms)
    return Clock(received_at, ahead)


def is_remarkable(skew_ms: int | None) -> bool:
    return skew_ms is not None and abs(timedelta(milliseconds=skew_ms)) > REMARKABLE
