"""`POST /api/v1/gate/contact/`: the heartbeat of a scanner between two scans."""

import json
from datetime import timedelta

import pytest

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone
from visitors import devices
from visitors.api.schemas import ContactOut
from visitors.models import DeviceContact
from visitors.signing import ticket_text

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/gate/contact/"


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def device(fair):
    return devices.enrol(devices.create(scenes.gate(fair), "tablet")[1])


@pytest.fixture
def speak(client, device):
    def post(body=None, **said):
        content = json.dumps(said) if body is None else body
        headers = {"Authorization": f"Device {device[1]}"}
        return client.post(ADDRESS, content, content_type="application/json", headers=headers)

    return post


def test_nothing_need_be_said(speak):
    body = speak().json()

    assert body["device"] == {
        "name": "tablet",
        "gate": "E1",
        "may_search": False,
        "staff_called_at": None,
    }
    assert body["updates"]["cursor"]
    assert body["server_time"] == "2023-11-24T12:00:00+09:00"


def test_the_answer_is_what_the_schema_says(speak, device):
    devices.call_staff(device[0])

    body = speak().json()

    described = ContactOut(data=body)
    assert described.is_valid(), described.errors
    assert set(body) == set(ContactOut().fields)
    assert set(body["device"]) == set(ContactOut().fields["device"].fields)
    assert body["device"]["staff_called_at"]


def test_a_device_learns_what_others_saw(speak, fair):
    cursor = speak().json()["updates"]["cursor"]
    visitor = scenes.ticket(fair)
    Phone.at(scenes.gate(fair, "E2")).show(visitor)

    [seen] = speak(cursor=cursor).json()["updates"]["seen"]

    assert (seen["ticket"], seen["gate"]) == (ticket_text(visitor.pk), "E2")


def test_what_it_says_of_itself_is_noted(speak):
    sent_at = (NOON - timedelta(seconds=3)).isoformat()

    speak(pending=42, sent_at=sent_at, version="3f2a", battery=17, scans_today=812)

    contact = DeviceContact.objects.get()
    assert (contact.pending, contact.skew_ms) == (42, -3000)
    assert (contact.version, contact.battery) == ("3f2a", 17)


def test_a_heartbeat_is_noted_every_few_seconds_only(speak, django_assert_max_num_queries):
    speak()
    first = DeviceContact.objects.get().seen_at

    with django_assert_max_num_queries(2):  # who speaks, and where its updates go on
        speak()
    assert DeviceContact.objects.get().seen_at == first

    DeviceContact.objects.update(seen_at=first - timedelta(seconds=5))
    speak()
    assert DeviceContact.objects.get().seen_at > first


def test_a_revoked_device_is_turned_away(speak, device):
    devices.revoke(device[0])

    answer = speak(pending=3)

    assert (answer.status_code, answer.json()["code"]) == (401, "device_revoked")
    assert answer.headers["WWW-Authenticate"] == "Device"
    assert not DeviceContact.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("[]", 422, "not_a_report"),
        ("7", 422, "not_a_report"),
        ("{", 400, "parse_error"),
        ('{"pending": "many"}', 422, "invalid_pending"),
        ('{"pending": 1.5}', 422, "invalid_pending"),
        ('{"sent_at": "2023-11-24T12:00:00"}', 422, "time_without_offset"),
        ('{"cursor": []}', 422, "invalid_cursor"),
        ('{"version": ["1"]}', 422, "invalid_version"),
        ('{"battery": "full"}', 422, "invalid_battery"),
        ('{"x": "' + "x" * 2**20 + '"}', 413, "body_too_large"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_is_no_report_is_refused(speak, body, status, code):
    answer = speak(body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not DeviceContact.objects.exists()


def test_a_device_that_was_away_too_long_is_sent_to_the_snapshot(speak):
    assert speak(cursor="of another database").json()["updates"]["is_stale"]
