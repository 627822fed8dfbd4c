"""What a device sends in one call: a few scans, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from visitors import scans
from visitors.scans import Fault, Scan, Unreadable

MOST_SCANS = 500
MOST_PENDING = 2**31 - 1


class NotAnUpload(Refused):
    code = "not_an_upload"
    message = _("The body is an object whose scans are a list.")


class BatchSize(Refused):
    code = "batch_size"
    message = _("An upload has 1 to 500 scans.")


class InvalidUpload(Refused):
    """A value that speaks for the whole upload is not what it should be."""

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message, **facts)
        self.code = code


@dataclass(frozen=True, slots=True)
class Upload:
    """`scans` has a Fault where one could not be read. All else may be left out by the device."""

    scans: list[Scan | Fault]
    sent_at: datetime | None
    pending: int
    cursor: str

    @property
    def faults(self) -> list[Fault]:
        return [scan for scan in self.scans if isinstance(scan, Fault)]


def read(document: object) -> Upload:
    """Raise NotAnUpload, BatchSize or InvalidUpload."""
    if not isinstance(document, Mapping) or not isinstance(document.get("scans"), list):
        raise NotAnUpload
    if not 1 <= len(document["scans"]) <= MOST_SCANS:
        raise BatchSize(scans=len(document["scans"]))
    return Upload(
        scans=[scans.read(scan) for scan in document["scans"]],
        sent_at=_sent_at(document.get("sent_at")),
        pending=_pending(document.get("pending")),
        cursor=_cursor(document.get("cursor")),
    )


def _sent_at(value: object) -> datetime | None:
    try:
        return None if value is None else scans.moment(value)
    except Unreadable as error:
        raise InvalidUpload(error.code, gettext(error.detail)) from error


def _pending(value: object) -> int:
    if value is None:
        return 0
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_PENDING:
        return value
    raise InvalidUpload("invalid_pending", gettext("pending is a number of scans."))


def _cursor(value: object) -> str:
    """An unreadable text is a stale cursor, not a reason to turn scans away."""
    if value is None or isinstance(value, str):
        return value or ""
    raise InvalidUpload("invalid_cursor", gettext("cursor is a text, that of the last answer."))
