"""A door: one device at its gate, with every rule the gate needs, loaded in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any
from uuid import UUID

import orjson
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.bounded import Bounded
from expo.errors import Refused
from expo.models import Edition
from visitors import areas, cursors, devices, statements
from visitors.devices import CONTACT_LASTS, Contact, hash_of
from visitors.models import Device
from visitors.reports import Report
from visitors.snapshots import EditionRules, GateRules, keys_from_json

MOST_REMEMBERED = 5000
"""Doors in each process."""

NO_STATE = "[null, null, null]"

_remembered: Bounded[bytes, "Door"] = Bounded(MOST_REMEMBERED)
"""token's hash → door"""


class UnknownDevice(Refused):
    code = "bad_token"
    message = _("No device has this token.")


class Changed(Exception):
    """A door is no longer as it was remembered."""


class DeviceRevoked(Refused):
    code = "device_revoked"
    message = _("This device has been revoked. Hand it to the organisers.")


@dataclass(frozen=True, slots=True)
class Rules:
    """What changes rarely, as one document and as read from it. `mark` names this state of it."""

    document: Mapping[str, Any]
    edition: EditionRules
    gate: GateRules
    keys: Mapping[int, bytes]
    capacity: int | None
    mark: str


@dataclass(frozen=True, slots=True)
class Place:
    """The rows a scan is stored with. `fair` is the area that an entry locks, `area` the gate's."""

    gate: int
    fair: int
    area: int | None
    session: int | None


@dataclass(frozen=True, slots=True)
class Door:
    """A device at its gate. `heard` is when its last contact was noted, in real time, and `pending`
    what it held then; `operator` is the account that scans, where it is one. A revoked device may
    only hand in what it holds. `versions` are those of the rows it was read from, some time ago;
    of a door that was read just now there are none."""

    device: int
    uuid: UUID
    name: str
    edition: Edition
    place: Place
    rules: Rules
    heard: datetime | None
    pending: int
    is_revoked: bool = False
    may_search: bool = False
    staff_called_at: datetime | None = None
    operator: int | None = None
    versions: str = ""

    def has_news(self, contact: Contact, at: datetime) -> bool:
        """Whether a contact is worth a write: each costs one, and a busy scanner speaks always."""
        if self.heard is None or contact.pending != self.pending:
            return True
        return at - self.heard >= CONTACT_LASTS


def of_token(token: str) -> Door:
    """The door of a scanner, also of a revoked one; from now on this process remembers it. A
    kiosk's token opens none: it stands among visitors, and speaks with the kiosk's own pages only.
    Raises UnknownDevice."""
    token_hash = hash_of(token)
    _remembered.pop(token_hash, None)
    door, versions = _load("device.kind = 'scanner' AND device.token_hash = %s", token_hash)
    _remembered[token_hash] = replace(door, versions=versions)
    return door


def remembered(token_hash: bytes) -> Door | None:
    """The door as it was when this process read it: who looks at tickets for it sees whether it is
    so still (`confirmed`)."""
    return _remembered.get(token_hash)


def of_device(device: Device) -> Door:
    """The door of a device that is known already: enrolled, revoked or neither."""
    return _load("device.id = %s", device.pk)[0]


def confirmed(door: Door, state: str | None) -> Door:
    """The door with its last contact, once a statement has read the state of its rows. Raises
    Changed when they are no longer those that it was read from."""
    versions, heard, pending = orjson.loads(state or NO_STATE)
    if door.versions and door.versions != versions:
        raise Changed
    heard = None if heard is None else datetime.fromisoformat(heard)
    return replace(door, heard=heard, pending=pending or 0)


def _load(condition: str, value: bytes | int) -> tuple[Door, str]:
    with cursors.prepared() as cursor:
        cursor.execute(statements.DOOR + condition, [value])
        columns = [column.name for column in cursor.description or ()]
        found = cursor.fetchone()
    if found is None:
        raise UnknownDevice
    row = dict(zip(columns, found, strict=True))
    return _door(row), row["versions"]


def note(door: Door, report: Report, *, now: datetime) -> None:
    """Note what the device said of itself, if that is news. `now` is the fair's clock."""
    skew = report.sent_at - now if report.sent_at else None
    contact, at = Contact(report.pending, skew, report.version, report.battery), timezone.now()
    if door.has_news(contact, at):
        devices.heard_from(door.device, contact, at=at)


def _door(row: dict[str, Any]) -> Door:
    edition = Edition(
        id=row["edition"],
        slug=row["slug"],
        number=row["number"],
        timezone=row["timezone"],
        clock_set_at=row["clock_set_at"],
        clock_set_to=row["clock_set_to"],
        clock_rate=row["clock_rate"],
    )
    fair = row["fair"] or areas.fair(edition).pk
    return Door(
        device=row["device"],
        uuid=row["uuid"],
        name=row["name"],
        edition=edition,
        place=Place(row["gate"], fair, row["area"], row["session"]),
        rules=_rules(row["rules"]),
        heard=row["heard"],
        pending=row["pending"] or 0,
        is_revoked=row["revoked_at"] is not None,
        may_search=row["may_search"],
        staff_called_at=row["staff_called_at"],
    )


@lru_cache(maxsize=256)
def _rules(text: str) -> Rules:
    """Read the document once for as long as it stays the same: every scan brings it along."""
    document = orjson.loads(text)
    return Rules(
        document=document,
        edition=EditionRules.from_json(document["edition"], document["days"]),
        gate=GateRules.from_json(document["gate"]),
        keys=keys_from_json(document["keys"]),
        capacity=document["gate"]["capacity"],
        mark=blake2b(text.encode(), digest_size=6).hexdigest(),
    )
