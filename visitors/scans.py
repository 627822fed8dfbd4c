"""One scan as a device sends it, read from JSON. Pure, and fast: it runs for each of a batch.

A scan that cannot be read becomes a Fault in its place and never hinders the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson

from visitors.verdicts import Direction, Outcome, Reason

MOST_HEADS = 9999
LONGEST_REASON = 200
YEARS = range(1970, 9000)  # a phone that lost its clock says 1970, and its scans still count


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided at the door: by the device, or by a supervisor in spite of a refusal."""

    outcome: Outcome
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """`decided` is None when the device asks the server. `override` is the supervisor's reason."""

    id: UUID
    code: str
    direction: Direction
    scanned_at: datetime
    decided: Decision | None = None
    heads: int = 1
    override: str = ""
    voids: UUID | None = None

    @property
    def is_question(self) -> bool:
        """Whether the server is to decide; a scan taken back is a fact like one decided."""
        return self.decided is None and self.voids is None

    @property
    def content(self) -> str:
        """A hash of what was scanned, to tell the same scan sent again from another with its id.

        Who decided is left out: a device that gave up waiting for the server decides alone and
        sends the same scan again.
        """
        at = self.scanned_at.astimezone(UTC)
        parts = (self.code, self.direction, at, self.heads, self.override, self.voids)
        return blake2b(orjson.dumps(parts), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why one scan was not taken. `id` repeats what the device sent, where it can be read."""

    code: str
    detail: str
    id: str | None = None


def _(message: str) -> str:
    """Mark words for the catalogue; whoever answers the device translates them."""
    return message


NOT_A_TIME = _("A time is a text such as 2023-11-24T15:25:01+09:00.")


class Unreadable(Exception):
    """One value of a scan is not what it should be."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


def read(document: object) -> Scan | Fault:
    """Read one element of `scans`."""
    if not isinstance(document, Mapping):
        return Fault("not_a_scan", _("A scan is an object."))
    try:
        return _scan(document)
    except Unreadable as error:
        sent = document.get("id")
        return Fault(error.code, error.detail, sent if isinstance(sent, str) else None)


def _scan(document: Mapping[str, Any]) -> Scan:
    voids = document.get("voids")
    return Scan(
        id=identity(document.get("id")),
        code=_code(document.get("code")),
        direction=_direction(document.get("direction")),
        scanned_at=moment(document.get("scanned_at")),
        decided=_decision(document.get("decided")),
        heads=_heads(document.get("heads")),
        override=_override(document.get("override")),
        voids=None if voids is None else identity(voids),
    )


def identity(value: object) -> UUID:
    """Only the form with hyphens, so that one id has one text."""
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise Unreadable("invalid_id", _("An id is a UUID in its usual form with hyphens."))


def _code(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Unreadable("invalid_code", _("A code is a text."))


def _direction(value: object) -> Direction:
    if value in ("in", "out"):
        return Direction(value)
    raise Unreadable("invalid_direction", _("A direction is in or out."))


def moment(value: object) -> datetime:
    """Read a time with its offset, in UTC: not every offset that Python reads survives being
    written as JSON. Raises Unreadable."""
    if not isinstance(value, str):
        raise Unreadable("invalid_time", NOT_A_TIME)
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise Unreadable("invalid_time", NOT_A_TIME) from error
    if at.tzinfo is None:
        raise Unreadable("time_without_offset", _("A time needs its offset, such as +09:00."))
    if at.year not in YEARS:
        raise Unreadable("invalid_time", _("This is in no year that a clock would say."))
    return at.astimezone(UTC)


def _decision(value: object) -> Decision | None:
    if value is None:
        return None
    if not isinstance(value, Mapping):
        raise Unreadable("invalid_decision", _("decided is an object with outcome and reason."))
    try:
        outcome = Outcome(value.get("outcome", ""))
        reason = Reason(value["reason"]) if value.get("reason") else None
    except ValueError as error:
        raise Unreadable("invalid_decision", _("This outcome or reason is unknown.")) from error
    if outcome is Outcome.REFUSED and reason is None:
        raise Unreadable("invalid_decision", _("A refusal needs its reason."))
    return Decision(outcome, reason)


def _heads(value: object) -> int:
    if value is None:
        return 1
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MOST_HEADS:
        return value
    raise Unreadable("invalid_heads", _("heads is a number from 1 to 9999."))


def _override(value: object) -> str:
    if value is None:
        return ""
    reason = value.get("reason") if isinstance(value, Mapping) else None
    if isinstance(reason, str) and reason.isprintable():
        reason = reason.strip()
        if 1 <= len(reason) <= LONGEST_REASON:
            return reason
    raise Unreadable(
        "invalid_override", _("An override needs a reason: one line of at most 200 characters.")
    )
