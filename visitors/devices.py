"""Scanners: made for a gate, enrolled once with a code, known by the hash of a token, revocable."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.db.models import Count, Q, QuerySet, Sum, TextChoices
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Account, Edition
from visitors.models import Device, DeviceContact, DeviceKind, Gate

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that is misread for something else
GROUPS, GROUP_SIZE = 3, 4
CODE_LASTS = timedelta(days=2)
CONTACT_LASTS = timedelta(seconds=5)
SILENT_AFTER = timedelta(minutes=1)  # one that runs is heard every few seconds


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
    """What a device said of itself: scans it still holds, how far its clock is ahead, the version
    of its app, and its battery in percent where it knows it."""

    pending: int
    skew: timedelta | None
    version: str = ""
    battery: int | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The devices in use: how many there are and are silent, how many hold `unsent` scans."""

    devices: int
    silent: int
    holding: int
    unsent: int


def create(
    gate: Gate,
    name: str = "",
    *,
    by: Account | None = None,
    kind: DeviceKind = DeviceKind.SCANNER,
    may_search: bool = False,
) -> tuple[Device, str]:
    """Make a device for a gate. The code it is enrolled with is shown here, once."""
    code = _new_code()
    device = Device.objects.create(
        edition=gate.edition,
        gate=gate,
        name=name or f"{gate.code}-{code[:GROUP_SIZE]}",
        enrolment_hash=hash_of(_plain(code)),
        enrolment_expires_at=timezone.now() + CODE_LASTS,
        made_by=by,
        kind=kind,
        may_search=may_search,
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


def is_code_of(device: Device, code: str) -> bool:
    """Whether the device waits to be enrolled with this code. It may have run out."""
    waiting = device.enrolment_hash
    return waiting is not None and compare_digest(bytes(waiting), hash_of(_plain(code)))


def enrol(code: str, *, kind: DeviceKind = DeviceKind.SCANNER) -> tuple[Device, str]:
    """Trade a code for a token, once. Only the token's hash is kept.

    Raises CodeNotValid, and then a code of another kind of device stays good."""
    now, token = timezone.now(), secrets.token_urlsafe(32)
    waiting = Device.objects.filter(
        enrolment_hash=hash_of(_plain(code)),
        enrolment_expires_at__gt=now,
        revoked_at=None,
        kind=kind,
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


def call_staff(device: Device) -> None:
    """Somebody at the device needs help. Asked again before anybody came, it is the same call."""
    Device.objects.filter(pk=device.pk, staff_called_at=None).update(staff_called_at=timezone.now())
    device.refresh_from_db(fields=["staff_called_at"])


def answer_call(device: Device) -> None:
    """Somebody is on the way."""
    device.staff_called_at = None
    device.save(update_fields=["staff_called_at"])


def overview(edition: Edition, at: datetime) -> Overview:
    """What page and dashboard say of the devices in use at that moment of real time."""
    in_use = Device.objects.of(edition).in_use().in_hands()
    return Overview(
        **in_use.aggregate(
            devices=Count("pk"),
            silent=Count("pk", filter=_conditions(at)[DeviceState.SILENT]),
            holding=Count("pk", filter=Q(contact__pending__gt=0)),
            unsent=Coalesce(Sum("contact__pending"), 0),
        )
    )


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
    told = {
        "seen_at": at,
        "pending": contact.pending,
        "skew_ms": None if contact.skew is None else int(contact.skew / timedelta(milliseconds=1)),
        "version": contact.version,
        "battery": contact.battery,
    }
    DeviceContact.objects.bulk_create(
        [DeviceContact(device_id=device, **told)],
        update_conflicts=True,
        unique_fields=["device"],
        update_fields=list(told),
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
