"""What a device says of itself whenever it speaks: its clock, what it holds, what it runs on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeGuard

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from visitors import scans
from visitors.scans import Unreadable

MOST_PENDING = 2**31 - 1
LONGEST_VERSION = 16
FULL_BATTERY = 100


class NotAReport(Refused):
    code = "not_a_report"
    message = _("The body is an object.")


class InvalidReport(Refused):
    """A value that speaks for the whole call is not what it should be."""

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.code = code


@dataclass(frozen=True, slots=True)
class Report:
    """All of it may be left out by the device. `battery` is in percent, `version` that of the
    scanner's app."""

    cursor: str = ""
    sent_at: datetime | None = None
    pending: int = 0
    version: str = ""
    battery: int | None = None


def read(document: object) -> Report:
    """Raises NotAReport or InvalidReport. What is not known here is left alone."""
    if not isinstance(document, Mapping):
        raise NotAReport
    return Report(
        cursor=_cursor(document.get("cursor")),
        sent_at=_sent_at(document.get("sent_at")),
        pending=_pending(document.get("pending")),
        version=_version(document.get("version")),
        battery=_battery(document.get("battery")),
    )


def _cursor(value: object) -> str:
    """An unreadable text is a stale cursor, not a reason to turn scans away."""
    if value is None or isinstance(value, str):
        return value or ""
    raise InvalidReport("invalid_cursor", gettext("cursor is a text, that of the last answer."))


def _sent_at(value: object) -> datetime | None:
    try:
        return None if value is None else scans.moment(value)
    except Unreadable as error:
        raise InvalidReport(error.code, gettext(error.detail)) from error


def _pending(value: object) -> int:
    if value is None or _is_number(value, MOST_PENDING):
        return value or 0
    raise InvalidReport("invalid_pending", gettext("pending is a number of scans."))


def _version(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str) and len(value) <= LONGEST_VERSION and value.isprintable():
        return value
    raise InvalidReport("invalid_version", gettext("version is a text of at most 16 characters."))


def _battery(value: object) -> int | None:
    if value is None or _is_number(value, FULL_BATTERY):
        return value
    raise InvalidReport("invalid_battery", gettext("battery is a number from 0 to 100."))


def _is_number(value: object, most: int) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
