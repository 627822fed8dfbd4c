"""A server that remembers a door takes every scan by the rules as they are now."""

import json
from datetime import time, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import RequestFactory

from expo import editions
from expo.bounded import Bounded
from expo.models import ShowDay
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors import devices, doors, keys, tickets
from visitors.api import checkins, express
from visitors.api.express import Express
from visitors.api.formats import MOST_BYTES
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


class Told:
    """What a server answered."""

    def __init__(self, parts, status, headers):
        self.content = b"".join(parts)
        self.status_code = int(status.split()[0])
        self.headers = {name: told for name, told in headers if name != "Content-Length"}

    def json(self):
        return json.loads(self.content)


@pytest.fixture
def server():
    """A process of the web server: what knows doors, around Django, which must not end the test's
    transaction with its requests."""
    around = (signals.request_started, signals.request_finished)
    for signal in around:
        signal.disconnect(close_old_connections)
    yield Express(get_wsgi_application())
    for signal in around:
        signal.connect(close_old_connections)


@pytest.fixture
def send(server, device):
    """Send a body from the device."""

    def send(body, **environ):
        request = RequestFactory().post(
            ADDRESS,
            body,
            content_type="application/json",
            headers={"Authorization": f"Device {device[1]}"},
        )
        began = []
        parts = server(request.environ | environ, lambda *told: began.append(told))
        told = Told(parts, *began[0])
        getattr(parts, "close", lambda: None)()
        return told

    return send


@pytest.fixture
def show(send, fair):
    def show(ticket=None, **fields):
        return send(body_of(scan_of(ticket or scenes.ticket(fair), **fields)))

    return show


def scan_of(ticket, **fields):
    scan = {
        "id": str(uuid4()),
        "code": tickets.code(ticket),
        "direction": "in",
        "scanned_at": NOON.isoformat(),
    }
    return scan | fields


def body_of(*scans):
    return json.dumps({"scans": scans, "pending": 0, "cursor": ""})


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
    monkeypatch.setattr(doors, "_remembered", Bounded(1))
    doors._remembered[b"another"] = None

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


# What is known is answered before Django, and as Django would


@pytest.fixture
def no_long_way(server, monkeypatch):
    def ask(environ, start_response):
        raise AssertionError("It went the long way.")

    def forbid():
        monkeypatch.setattr(server, "django", ask)

    return forbid


def test_the_first_upload_goes_the_long_way_and_the_next_the_short(show, no_long_way):
    long = show()
    no_long_way()

    short = show()

    assert (long.status_code, short.status_code) == (200, 200)
    assert short.headers == long.headers
    assert short.json().keys() == long.json().keys()
    assert CheckIn.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "This id belongs to another scan"), ("ko", "이 id는 이미 저장된 다른 스캔의 것입니다")],
)
def test_a_fault_is_told_in_the_devices_language(send, fair, language, words, no_long_way):
    ticket, other = scenes.ticket(fair), scenes.ticket(fair)
    scan = scan_of(ticket)
    send(body_of(scan), HTTP_ACCEPT_LANGUAGE=language)
    no_long_way()

    again = send(body_of(scan | {"code": tickets.code(other)}), HTTP_ACCEPT_LANGUAGE=language)

    assert words in again.json()["results"][0]["error"]["detail"]
    assert again.headers["Content-Language"] == language


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "parse_error"),
        ("[]", 422, "not_an_upload"),
        (json.dumps({"scans": []}), 422, "batch_size"),
        (json.dumps({"scans": [{"id": "x"}]}), 422, "invalid_id"),
        (" " * (MOST_BYTES + 1), 413, "body_too_large"),
    ],
)
def test_what_is_wrong_is_told_the_long_way(show, send, body, status, code):
    show()

    told = send(body)

    assert (told.status_code, told.json()["code"]) == (status, code)


def test_another_method_and_another_type_are_none_of_its_business(show, send):
    show()

    assert send("", REQUEST_METHOD="GET").status_code == 405
    assert send(body_of(), CONTENT_TYPE="text/plain").status_code == 415


def test_a_length_that_is_no_number_is_no_body(show, send):
    show()

    assert send(body_of(), CONTENT_LENGTH="-1").json()["code"] == "parse_error"
    assert send(body_of(), CONTENT_LENGTH="").json()["code"] == "not_an_upload"


def test_nobody_is_let_in_without_a_token(show, send):
    show()

    assert send(body_of(), HTTP_AUTHORIZATION="").status_code == 401
    assert send(body_of(), HTTP_AUTHORIZATION="Device else").status_code == 401


def test_a_scan_that_was_stored_when_its_answer_failed_is_stored_once(show, fair, monkeypatch):
    show()
    ticket, real, failures = scenes.ticket(fair), checkins.answer, iter([True])

    def answer(*given):
        told = real(*given)
        if next(failures, False):
            raise RuntimeError
        return told

    monkeypatch.setattr(checkins, "answer", answer)

    told = show(ticket)

    assert told.status_code == 200
    assert CheckIn.objects.filter(ticket=ticket).count() == 1


def test_ways_are_forgotten_rather_than_heaped_up(server, show, monkeypatch):
    monkeypatch.setattr(express, "MOST", 1)

    show()
    show(scenes.ticket(scenes.edition(slug="2024", number=2)))

    assert len(server.known) == 1
