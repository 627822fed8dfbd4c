"""The two clocks that every answer of the door tells."""

from datetime import datetime

from django.utils import timezone

from visitors.doors import Door


def told(door: Door, now: datetime) -> dict[str, datetime]:
    """The fair's clock, by which scans are decided, and the real one; both in the fair's zone."""
    zone = door.rules.edition.timezone
    return {"server_time": now.astimezone(zone), "real_time": timezone.now().astimezone(zone)}
