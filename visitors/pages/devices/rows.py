"""A device as people read it: state, trouble, last contact and clock in words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from visitors.conditions import Condition, Trouble
from visitors.devices import DeviceState
from visitors.models import Device

TONES = {
    DeviceState.IN_USE: "good",
    DeviceState.SILENT: "silent",
    DeviceState.NEW: "waiting",
    DeviceState.EXPIRED: "waiting",
    DeviceState.REVOKED: "gone",
}
"""Each has a shape and a colour; the word beside it says the same."""

NOTICED = 1.0  # seconds
MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True, slots=True)
class Row:
    """`at` is the moment of the page, in real time."""

    condition: Condition
    at: datetime

    @property
    def device(self) -> Device:
        return self.condition.device

    @property
    def tone(self) -> str:
        return TONES[self.condition.state]

    @property
    def ago(self) -> str:
        return "" if self.condition.heard_at is None else ago(self.at - self.condition.heard_at)

    @property
    def clock(self) -> str:
        return "" if self.condition.skew is None else ahead(self.condition.skew)

    @property
    def is_called(self) -> bool:
        return Trouble.CALLED in self.condition.troubles

    @property
    def remarks(self) -> list[Trouble]:
        """What is wrong beyond the state, which has a word of its own."""
        return [each for each in self.condition.troubles if each is not Trouble.SILENT]

    @property
    def alarm(self) -> str:
        """What is read out when it begins: a device fell silent, or somebody calls."""
        if not self.condition.is_alarm:
            return ""
        words = {"gate": self.device.gate.code, "name": self.device.name}
        if self.is_called:
            return _("Gate %(gate)s, %(name)s: staff is called.") % words
        return _("Gate %(gate)s, %(name)s has fallen silent.") % words


def ago(passed: timedelta) -> str:
    seconds = max(0, int(passed.total_seconds()))
    if seconds < MINUTE:
        return _("%(count)s s ago") % {"count": seconds}
    if seconds < HOUR:
        return _("%(count)s min ago") % {"count": seconds // MINUTE}
    if seconds < DAY:
        return _("%(count)s h ago") % {"count": seconds // HOUR}
    return _("%(count)s d ago") % {"count": seconds // DAY}


def ahead(skew: timedelta) -> str:
    """How far a clock is off: `3.2 s fast`, `3 min slow`; below a second nobody minds."""
    off = abs(skew.total_seconds())
    if off < NOTICED:
        return _("on time")
    words = _("%(time)s fast") if skew > timedelta(0) else _("%(time)s slow")
    return words % {"time": _length(off)}


def _length(seconds: float) -> str:
    if seconds < MINUTE:
        return _("%(count)s s") % {"count": round(seconds, 1)}
    if seconds < HOUR:
        return _("%(count)s min") % {"count": round(seconds / MINUTE)}
    return _("%(count)s h") % {"count": round(seconds / HOUR, 1)}
