"""How each device is, and what somebody should see to: the page of whoever runs the doors.

A device is judged by what it said last, in real time: it cannot say that it is lost.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors import devices
from visitors.devices import DeviceState
from visitors.models import Device, DeviceContact, DeviceKind, GatePurpose

CLOCK_TOLERATED = timedelta(minutes=1)
LOW_BATTERY = 15  # percent


class Trouble(TextChoices):
    """What is wrong with a device, the worst first."""

    CALLED = "called", _("Staff called")
    SILENT = "silent", _("Silent")
    CLOCK_OFF = "clock_off", _("Clock is off")
    LOW_BATTERY = "low_battery", _("Battery low")
    OLD_VERSION = "old_version", _("Old version")
    LEFT_BEHIND = "left_behind", _("Still holds scans")


@dataclass(frozen=True, slots=True)
class Watch:
    """By what the devices are judged: a moment of real time, whether the fair is open, and the
    version of the scanner's app that is served (empty: not known).

    While the fair is closed silence is as it should be."""

    at: datetime
    is_open: bool = True
    version: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """One device. `pending`, `skew` and the rest are what it said last; `heard_at` is when."""

    device: Device
    state: DeviceState
    troubles: tuple[Trouble, ...]
    heard_at: datetime | None = None
    pending: int = 0
    skew: timedelta | None = None
    version: str = ""
    battery: int | None = None

    @property
    def is_alarm(self) -> bool:
        """Whether somebody should go there now."""
        return Trouble.CALLED in self.troubles or Trouble.SILENT in self.troubles


STATES = (
    DeviceState.SILENT,
    DeviceState.IN_USE,
    DeviceState.NEW,
    DeviceState.EXPIRED,
    DeviceState.REVOKED,
)
"""In the order in which they stand below one another."""


def of(rows: QuerySet[Device], watch: Watch) -> list[Condition]:
    """One query. What needs somebody comes first, then by state, purpose of the gate, its code and
    the name."""
    found = rows.select_related("gate", "contact").order_by("gate__code", "name")
    return sorted((of_device(device, watch) for device in found), key=_urgency)


def all_of(edition: Edition, watch: Watch) -> list[Condition]:
    return of(Device.objects.of(edition).in_hands(), watch)


def of_device(device: Device, watch: Watch) -> Condition:
    state = devices.state(device, watch.at)
    contact: DeviceContact | None = getattr(device, "contact", None)
    if contact is None:
        return Condition(device, state, tuple(_troubles(device, state, None, watch)))
    return Condition(
        device,
        state,
        tuple(_troubles(device, state, contact, watch)),
        heard_at=contact.seen_at,
        pending=contact.pending,
        skew=_skew(contact),
        version=contact.version,
        battery=contact.battery,
    )


def _troubles(
    device: Device, state: DeviceState, contact: DeviceContact | None, watch: Watch
) -> Iterable[Trouble]:
    if state is DeviceState.REVOKED:
        return [Trouble.LEFT_BEHIND] if contact and contact.pending else []
    wrong = [Trouble.CALLED] if device.staff_called_at else []
    if state is DeviceState.SILENT and watch.is_open:
        wrong.append(Trouble.SILENT)
    return [*wrong, *(_told_by(device, contact, watch) if contact else [])]


def _told_by(device: Device, contact: DeviceContact, watch: Watch) -> Iterable[Trouble]:
    """A kiosk's pages come from the server each time: only a scanner keeps an old app."""
    skew = _skew(contact)
    if skew is not None and abs(skew) > CLOCK_TOLERATED:
        yield Trouble.CLOCK_OFF
    if contact.battery is not None and contact.battery <= LOW_BATTERY:
        yield Trouble.LOW_BATTERY
    is_known = bool(contact.version and watch.version) and device.kind == DeviceKind.SCANNER
    if is_known and contact.version != watch.version:
        yield Trouble.OLD_VERSION


def _skew(contact: DeviceContact) -> timedelta | None:
    return None if contact.skew_ms is None else timedelta(milliseconds=contact.skew_ms)


def _urgency(condition: Condition) -> tuple[bool, int, int, int]:
    """At an entrance before a booth; sorting keeps the order of those that are alike."""
    worst = min((_place(trouble) for trouble in condition.troubles), default=len(Trouble))
    is_gone = condition.state is DeviceState.REVOKED
    purpose = PURPOSES.index(condition.device.gate.purpose)
    return is_gone, worst, STATES.index(condition.state), purpose


def _place(trouble: Trouble) -> int:
    return TROUBLES.index(trouble)


TROUBLES, PURPOSES = list(Trouble), GatePurpose.values
