"""A server that remembers a door takes every scan by the rules as they are now."""

import json
from datetime import time, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import connection

from expo import editions
from expo.models import ShowDay
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, doors, keys, tickets
from visitors.models import CheckIn, Device

ADDRESS = "/api/v1/checkins/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def gate(fair):
    return scenes.gate(fair)


@pytest.fixture
def device(gate):
    return devices.enrol(devices.create(gate)[1])


@pytest.fixture
def show(client, device, fair):
    def post(ticket=None, **fields):
        scan = {
            "id": str(uuid4()),
            "code": tickets.code(ticket or scenes.ticket(fair)),
            "direction": "in",
            "scanned_at": NOON.isoformat(),
        }
        body = {"scans": [scan | fields], "pending": 0, "cursor": ""}
        return client.post(
            ADDRESS,
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Device {device[1]}"},
        )

    return post


def reason(answer):
    return answer.json()["results"][0]["reason"]


def test_a_door_that_is_remembered_takes_a_scan_in_two_statements(show, fair):
    show()
    ticket = scenes.ticket(fair)

    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        assert reason(show(ticket)) == ""

    read, stored = [sql for sql in asked if "SAVEPOINT" not in sql]
    assert "FOR NO KEY UPDATE OF fair" in read
    assert "INSERT INTO visitors_checkin" in stored


def change_gate(fair, gate):
    gate.classes = ["staff"]
    gate.save()


def close_gate(fair, gate):
    gate.opens, gate.closes = time(15), time(16)
    gate.save()


def shift_day(fair, gate):
    ShowDay.objects.filter(edition=fair, date=NOON.date()).update(closes=time(11))


def set_clock(fair, gate):
    editions.set_clock(fair, NOON + timedelta(days=1), rate=0)


@pytest.mark.parametrize(
    ("change", "told"),
    [(change_gate, "wrong_gate"), (close_gate, "closed"), (shift_day, "closed")],
)
def test_a_rule_that_has_changed_holds_for_the_next_scan(show, fair, gate, change, told):
    assert reason(show()) == ""

    change(fair, gate)

    assert reason(show()) == told


def test_the_fairs_clock_is_the_one_that_is_set_now(show, fair, gate):
    show()

    set_clock(fair, gate)

    assert show().json()["server_time"] == "2023-11-25T12:00:00+09:00"
    assert CheckIn.objects.latest("received_at").received_at == NOON + timedelta(days=1)


def test_a_new_key_opens_the_door_at_once(show, fair):
    show()

    keys.rotate(fair)

    assert reason(show(scenes.ticket(fair))) == ""


def test_a_device_that_goes_to_another_gate_scans_there(show, fair, device):
    show()
    booth = scenes.booth_gate(fair)

    Device.objects.filter(pk=device[0].pk).update(gate=booth)

    show()
    assert CheckIn.objects.filter(gate=booth).count() == 1


def test_a_device_that_is_revoked_asks_no_more(show, device):
    show()

    devices.revoke(device[0])

    answer = show().json()
    assert answer["is_revoked"] is True
    assert answer["results"][0]["error"]["code"] == "device_revoked"


def test_a_token_that_was_replaced_is_turned_away(show, device):
    show()

    devices.enrol(devices.renew(device[0]))

    answer = show()
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_token")


def test_doors_are_forgotten_rather_than_heaped_up(show, device, monkeypatch):
    monkeypatch.setattr(doors, "MOST_REMEMBERED", 1)
    monkeypatch.setattr(doors, "_remembered", {b"another": None})

    assert reason(show()) == ""

    assert list(doors._remembered) == [devices.hash_of(device[1])]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_broke_costs_no_scan(show, fair):
    show()
    ticket = scenes.ticket(fair)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])

    answer = show(ticket)

    assert (answer.status_code, reason(answer)) == (200, "")
    assert CheckIn.objects.count() == 2
