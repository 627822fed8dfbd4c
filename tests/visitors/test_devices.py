"""Scanners: made for a gate, enrolled once, known by a token, revocable at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.visitors import scenes
from visitors import devices, doors
from visitors.devices import Contact
from visitors.models import Device, DeviceContact

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


def test_a_revoked_device_is_known_no_more(gate):
    device, code = devices.create(gate)
    _, token = devices.enrol(code)

    devices.revoke(device)

    with pytest.raises(doors.DeviceRevoked):
        doors.of_token(token)


@pytest.mark.parametrize("token", ["", "x", "\0", "é" * 40])
def test_no_other_token_opens_a_door(gate, token):
    devices.create(gate)

    with pytest.raises(doors.UnknownDevice):
        doors.of_token(token)


def test_the_last_contact_is_kept(gate):
    device, _ = devices.create(gate)
    at = timezone.now()

    devices.heard_from(device.pk, Contact(3, timedelta(seconds=7)), at=at - timedelta(hours=1))
    devices.heard_from(device.pk, Contact(12, timedelta(seconds=-7)), at=at)

    contact = DeviceContact.objects.get()
    assert (contact.pending, contact.skew_ms, contact.seen_at) == (12, -7000, at)


def test_a_busy_device_is_noted_every_few_seconds_only(gate):
    device, _ = devices.create(gate)
    at = timezone.now()
    assert doors.of_device(device).has_news(Contact(0, None), at)

    devices.heard_from(device.pk, Contact(0, None), at=at)
    door = doors.of_device(device)

    assert not door.has_news(Contact(0, None), at + timedelta(seconds=1))
    assert door.has_news(Contact(2, None), at + timedelta(seconds=1))
    assert door.has_news(Contact(0, None), at + timedelta(seconds=5))
