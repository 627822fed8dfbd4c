"""Scanners: made for a gate, enrolled once, known by a token, revocable at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.visitors import scenes
from visitors import devices, doors
from visitors.devices import Contact
from visitors.models import Device, DeviceContact, DeviceKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def gate():
    return scenes.gate(scenes.edition())


def test_a_device_is_enrolled_with_its_code(gate):
    device, code = devices.create(gate, "tablet at the left")

    enrolled, token = devices.enrol(code)

    assert enrolled == device
    assert doors.of_token(token).name == "tablet at the left"


def test_a_code_is_good_once(gate):
    _, code = devices.create(gate)
    devices.enrol(code)

    with pytest.raises(devices.CodeNotValid):
        devices.enrol(code)


def test_a_code_may_be_typed_carelessly(gate):
    device, code = devices.create(gate)

    assert devices.enrol(f" {code.lower().replace('-', ' ')}\n")[0] == device


def test_an_old_code_is_refused(gate):
    device, code = devices.create(gate)
    device.enrolment_expires_at = timezone.now() - timedelta(seconds=1)
    device.save(update_fields=["enrolment_expires_at"])

    with pytest.raises(devices.CodeNotValid):
        devices.enrol(code)


def test_a_revoked_devices_code_is_refused(gate):
    device, code = devices.create(gate)
    devices.revoke(device)

    with pytest.raises(devices.CodeNotValid):
        devices.enrol(code)


@pytest.mark.parametrize("code", ["", "----", "nothing", "2222-2222-2222"])
def test_an_unknown_code_is_refused(gate, code):
    devices.enrol(devices.create(gate)[1])  # one that is enrolled has no code at all

    with pytest.raises(devices.CodeNotValid):
        devices.enrol(code)


def test_neither_code_nor_token_is_stored(gate):
    _, code = devices.create(gate)
    _, token = devices.enrol(code)

    stored = str(Device.objects.values().get())

    assert code not in stored
    assert token not in stored


def test_a_revoked_device_is_known_as_one(gate):
    device, code = devices.create(gate)
    _, token = devices.enrol(code)
    assert not doors.of_token(token).is_revoked

    devices.revoke(device)

    assert doors.of_token(token).is_revoked


def test_a_kiosks_token_opens_no_door(gate):
    _, code = devices.create(gate, kind=DeviceKind.KIOSK)
    _, token = devices.enrol(code, kind=DeviceKind.KIOSK)

    with pytest.raises(doors.UnknownDevice):
        doors.of_token(token)


@pytest.mark.parametrize(
    ("made", "asked"),
    [(DeviceKind.KIOSK, DeviceKind.SCANNER), (DeviceKind.SCANNER, DeviceKind.KIOSK)],
)
def test_a_code_of_another_kind_of_device_is_refused_and_stays_good(gate, made, asked):
    device, code = devices.create(gate, kind=made)

    with pytest.raises(devices.CodeNotValid):
        devices.enrol(code, kind=asked)

    assert devices.enrol(code, kind=made)[0] == device


def test_a_call_for_staff_stands_from_its_first_moment_until_it_is_answered(gate):
    device, _ = devices.create(gate, kind=DeviceKind.KIOSK)

    devices.call_staff(device)
    first = device.staff_called_at
    devices.call_staff(device)
    assert device.staff_called_at == first is not None

    devices.answer_call(device)
    assert Device.objects.get().staff_called_at is None


@pytest.mark.parametrize("token", ["", "x", "\0", "é" * 40])
def test_no_other_token_opens_a_door(gate, token):
    devices.create(gate)

    with pytest.raises(doors.UnknownDevice):
        doors.of_token(token)


def test_the_last_contact_is_kept(gate):
    device, _ = devices.create(gate)
    at = timezone.now()

    devices.heard_from(device.pk, Contact(3, timedelta(seconds=7)), at=at - timedelta(hours=1))
    devices.heard_from(device.pk, Contact(12, timedelta(seconds=-7), "3f2a", 83), at=at)

    contact = DeviceContact.objects.get()
    assert (contact.pending, contact.skew_ms, contact.seen_at) == (12, -7000, at)
    assert (contact.version, contact.battery) == ("3f2a", 83)


def test_a_busy_device_is_noted_every_few_seconds_only(gate):
    device, _ = devices.create(gate)
    at = timezone.now()
    assert doors.of_device(device).has_news(Contact(0, None), at)

    devices.heard_from(device.pk, Contact(0, None), at=at)
    door = doors.of_device(device)

    assert not door.has_news(Contact(0, None), at + timedelta(seconds=1))
    assert door.has_news(Contact(2, None), at + timedelta(seconds=1))
    assert door.has_news(Contact(0, None), at + timedelta(seconds=5))
