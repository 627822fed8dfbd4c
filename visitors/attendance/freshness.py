"""How fresh the figures are: counted up to when, and what the scanners still hold back."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Max

from expo.models import Edition
from visitors.models import Device, Rollup


@dataclass(frozen=True, slots=True)
class Pending:
    """One device that holds scans it has not sent. `seen_at` is real time; None: never heard of."""

    device: str
    gate: str
    scans: int
    seen_at: datetime | None


class LastCount(NamedTuple):
    """`version` grows with every count that may have changed a figure. `counted_to`: the fair's
    time, in its zone, up to which everything received is counted; None for never."""

    version: int = 0
    counted_to: datetime | None = None


def last_count(edition: Edition) -> LastCount:
    rollup = Rollup.objects.filter(pk=edition.pk).first()
    if rollup is None:
        return LastCount()
    counted_to = rollup.counted_to and rollup.counted_to.astimezone(edition.tz)
    return LastCount(rollup.version, counted_to)


def counted_to(edition: Edition) -> datetime | None:
    return last_count(edition).counted_to


def version(edition: Edition) -> int:
    return last_count(edition).version


def headcounts_version(edition: Edition) -> tuple[int, datetime | None]:
    """Another one whenever a headcount is told or withdrawn."""
    told = edition.observations.aggregate(rows=Count("pk"), withdrawn=Max("withdrawn_at"))
    return told["rows"], told["withdrawn"]


def pending(edition: Edition) -> list[Pending]:
    """The devices with unsent scans as they last said, most first."""
    devices = Device.objects.of(edition).in_use().filter(contact__pending__gt=0)
    most_first = devices.order_by("-contact__pending", "gate__code", "name", "pk")
    return [
        Pending(device.name, device.gate.code, device.contact.pending, device.contact.seen_at)
        for device in most_first.select_related("gate", "contact")
    ]
