"""Scanners: made for a gate, enrolled once with a code, known by the hash of a token, revocable."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Account
from visitors.models import Device, DeviceContact, Gate

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread for something else
GROUPS, GROUP_SIZE = 3, 4
CODE_LASTS = timedelta(days=2)
CONTACT_LASTS = timedelta(seconds=5)
SILENT_AFTER = timedelta(minutes=10)


class DeviceState(TextChoices):
    IN_USE = "in_use", _("In use")
    SILENT = "silent", _("Silent")
    NEW = "new", _("Not enrolled yet")
    EXPIRED = "expired", _("Enrolment code expired")
    REVOKED = "revoked", _("Revoked")


class CodeNotValid(Refused):
    code = "enrolment_code_not_valid"
    message = _("This enrolment code is unknown, used, or too old. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Contact:
    """What a device said of itself: scans it still holds, and how far its clock is ahead."""

    pending: int
    skew: timedelta | None


def create(gate: Gate, name: str = "", *, by: Account | None = None) -> tuple[Device, str]:
    """Make a device for a gate. The code it is enrolled with is shown here, once."""
    code = _new_code()
    device = Device.objects.create(
        edition=gate.edition,
        gate=gate,
        name=name or f"{gate.code}-{code[:GROUP_SIZE]}",
        enrolment_hash=hash_of(_plain(code)),
        enrolment_expires_at=timezone.now() + CODE_LASTS,
        made_by=by,
    )
    return device, code


def renew(device: Device) -> str:
    """A new code for a device that is there already: its phone was reset, its token is lost.

    The old token works until the code is used; a revoked device stays revoked."""
    code = _new_code()
    device.enrolment_hash = hash_of(_plain(code))
    device.enrolment_expires_at = timezone.now() + CODE_LASTS
    device.save(update_fields=["enrolment_hash", "enrolment_expires_at"])
    return code


def enrol(code: str) -> tuple[Device, str]:
    """Trade a code for a token, once. Only the token's hash is kept. Raises CodeNotValid."""
    now, token = timezone.now(), secrets.token_urlsafe(32)
    waiting = Device.objects.filter(
        enrolment_hash=hash_of(_plain(code)), enrolment_expires_at__gt=now, revoked_at=None
    )
    device = waiting.select_related("gate", "edition").first()
    if device is None or not waiting.update(
        enrolment_hash=None, enrolment_expires_at=None, enrolled_at=now, token_hash=hash_of(token)
    ):
        raise CodeNotValid
    return device, token


def revoke(device: Device) -> Device:
    """Refuse the device from its next contact on."""
    if device.revoked_at is None:
        device.revoked_at = timezone.now()
        device.enrolment_hash = None
        device.save(update_fields=["revoked_at", "enrolment_hash"])
    return device


def in_state(devices: QuerySet[Device], wanted: DeviceState, at: datetime) -> QuerySet[Device]:
    """The devices that are in the state at that moment of real time."""
    return devices.filter(_conditions(at)[wanted])


def state(device: Device, at: datetime) -> DeviceState:
    """The same of one device, without asking the database. Its contact may be missing."""
    if device.revoked_at is not None:
        return DeviceState.REVOKED
    if device.enrolled_at is None:
        waits = device.enrolment_expires_at is not None and device.enrolment_expires_at > at
        return DeviceState.NEW if waits else DeviceState.EXPIRED
    contact: DeviceContact | None = getattr(device, "contact", None)
    heard = contact is not None and contact.seen_at > at - SILENT_AFTER
    return DeviceState.IN_USE if heard else DeviceState.SILENT


def _conditions(at: datetime) -> dict[DeviceState, Q]:
    enrolled = Q(revoked_at=None, enrolled_at__isnull=False)
    waiting = Q(revoked_at=None, enrolled_at=None)
    heard = Q(contact__seen_at__gt=at - SILENT_AFTER)
    in_time = Q(enrolment_expires_at__gt=at)
    return {
        DeviceState.IN_USE: enrolled & heard,
        DeviceState.SILENT: enrolled & (~heard | Q(contact=None)),
        DeviceState.NEW: waiting & in_time,
        DeviceState.EXPIRED: waiting & (~in_time | Q(enrolment_expires_at=None)),
        DeviceState.REVOKED: Q(revoked_at__isnull=False),
    }


def heard_from(device: int, contact: Contact, *, at: datetime) -> None:
    """Note the last contact. `at` is real time, whatever the fair's clock says."""
    skew_ms = None if contact.skew is None else int(contact.skew / timedelta(milliseconds=1))
    DeviceContact.objects.bulk_create(
        [DeviceContact(device_id=device, seen_at=at, pending=contact.pending, skew_ms=skew_ms)],
        update_conflicts=True,
        unique_fields=["device"],
        update_fields=["seen_at", "pending", "skew_ms"],
    )


def hash_of(secret: str) -> bytes:
    """Tokens and codes are long random numbers: a fast hash keeps them, unlike passwords."""
    return sha256(secret.encode()).digest()


def _new_code() -> str:
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _ in range(GROUP_SIZE)) for _ in range(GROUPS)
    )


def _plain(code: str) -> str:
    """A code as typed: small letters, spaces and missing hyphens are forgiven."""
    return "".join(character for character in code.upper() if character in ALPHABET)
