"""`POST /api/v1/checkins/`: what a device is told, whatever it sends."""

import json
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import NOON, at
from visitors import devices, tickets
from visitors.api.schemas import UploadOut
from visitors.models import CheckIn, DeviceContact, Presence

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/checkins/"


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def device(fair):
    return devices.enrol(devices.create(scenes.gate(fair))[1])


@pytest.fixture
def send(client, device):
    def post(body, *, token=device[1], content_type="application/json", **headers):
        body = body if isinstance(body, str | bytes) else json.dumps(body)
        headers.setdefault("Authorization", f"Device {token}")
        return client.post(ADDRESS, body, content_type=content_type, headers=headers)

    return post


def scan(ticket="", when=NOON, direction="in", **fields):
    code = ticket if isinstance(ticket, str) else tickets.code(ticket)
    return {
        "id": str(uuid4()),
        "code": code,
        "direction": direction,
        "scanned_at": when.isoformat(),
    } | fields


def upload(*scans, **fields):
    return {"scans": list(scans), "sent_at": NOON.isoformat(), "pending": 0, "cursor": ""} | fields


def problem(answer):
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return answer.status_code, answer.json()["code"]


def test_a_scan_is_answered(send, fair):
    sent = scan(scenes.ticket(fair))

    answer = send(upload(sent))

    assert answer.status_code == 200
    body = answer.json()
    assert body["results"][0] | {"holder": None} == {
        "id": sent["id"],
        "stored": True,
        "outcome": "admitted",
        "reason": "",
        "seen": None,
        "days": None,
        "conflict": False,
        "overridden": "",
        "flags": [],
        "holder": None,
    }
    assert body["server_time"] == "2023-11-24T12:00:00+09:00"
    assert body["is_revoked"] is False
    assert body["updates"]["cursor"]


def test_the_real_time_is_told_beside_the_fairs(send):
    before = timezone.now()

    told = datetime.fromisoformat(send(upload(scan("x"))).json()["real_time"])

    assert before <= told <= timezone.now()
    assert told.utcoffset() == timedelta(hours=9)


def test_the_example_of_the_contract_is_understood(send, fair):
    body = upload(
        scan(
            scenes.ticket(fair),
            decided={"outcome": "admitted", "reason": ""},
            heads=1,
            override=None,
            voids=None,
        ),
        pending=12,
        cursor=None,
    )

    assert send(body).json()["results"][0]["outcome"] == "admitted"


def test_scans_alone_are_enough(send, fair):
    assert send({"scans": [scan(scenes.ticket(fair))]}).json()["results"][0]["stored"]


def test_the_same_upload_again_stores_nothing(send, fair):
    body = upload(scan(scenes.ticket(fair)), scan("nonsense"))
    first = send(body).json()["results"]

    again = send(body).json()["results"]

    assert again == [result | {"stored": False} for result in first]
    assert CheckIn.objects.count() == 2


def test_the_answer_is_what_the_schema_says(send, fair):
    visitor = scenes.ticket(fair)
    cursor = send(upload(scan(visitor, at(24, 10)))).json()["updates"]["cursor"]
    sent = upload(
        scan(visitor), scan(scenes.ticket(fair, last_day=0)), scan("x", heads=0), cursor=cursor
    )
    body = send(sent).json()

    described = UploadOut(data=body)

    assert described.is_valid(), described.errors
    assert set(UploadOut().fields["results"].child.fields) == {
        field for result in body["results"] for field in result
    }
    assert set(UploadOut().fields["updates"].fields) == set(body["updates"])
    assert set(UploadOut().fields) == set(body)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"id": "7"}, "invalid_id"),
        ({"id": None}, "invalid_id"),
        ({"id": "{12345678-1234-1234-1234-123456789ab"}, "invalid_id"),
        ({"code": None}, "invalid_code"),
        ({"code": 7}, "invalid_code"),
        ({"direction": "IN"}, "invalid_direction"),
        ({"direction": ["in"]}, "invalid_direction"),
        ({"scanned_at": "2023-11-24T12:00:00"}, "time_without_offset"),
        ({"scanned_at": "noon"}, "invalid_time"),
        ({"scanned_at": 1700000000}, "invalid_time"),
        ({"scanned_at": "0001-01-01T00:00:00+14:00"}, "invalid_time"),
        ({"scanned_at": "9999-12-31T23:59:59-12:00"}, "invalid_time"),
        ({"decided": "admitted"}, "invalid_decision"),
        ({"decided": {"outcome": "maybe"}}, "invalid_decision"),
        ({"decided": {"outcome": "refused", "reason": ""}}, "invalid_decision"),
        ({"decided": {"outcome": "refused", "reason": "ugly"}}, "invalid_decision"),
        ({"decided": {"outcome": ["admitted"]}}, "invalid_decision"),
        ({"decided": {"outcome": "refused", "reason": {"a": 1}}}, "invalid_decision"),
        ({"heads": 0}, "invalid_heads"),
        ({"heads": True}, "invalid_heads"),
        ({"heads": 2.5}, "invalid_heads"),
        ({"heads": 10**30}, "invalid_heads"),
        ({"override": "please"}, "invalid_override"),
        ({"override": {"reason": " "}}, "invalid_override"),
        ({"override": {"reason": "a\0b"}}, "invalid_override"),
        ({"override": {"reason": "x" * 201}}, "invalid_override"),
        ({"voids": "yes"}, "invalid_id"),
    ],
    ids=str,
)
def test_a_bad_scan_gets_its_own_error_and_blocks_nobody(send, fair, change, code):
    visitor, bad = scenes.ticket(fair), scan(scenes.ticket(fair)) | change

    answer = send(upload(bad, scan(visitor)))

    assert answer.status_code == 200
    fault, result = answer.json()["results"]
    assert (fault["error"]["code"], fault["stored"]) == (code, False)
    assert result["stored"]
    assert CheckIn.objects.get().ticket == visitor

    assert problem(send(upload(bad))) == (422, code)


def test_an_upload_with_nothing_readable_names_every_fault(send):
    answer = send(upload(7, scan(heads=0)))

    assert problem(answer) == (422, "not_a_scan")
    assert [result["error"]["code"] for result in answer.json()["results"]] == [
        "not_a_scan",
        "invalid_heads",
    ]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("", 422, "not_an_upload"),
        ("{", 400, "parse_error"),
        ('{"scans": [NaN]}', 400, "parse_error"),
        (b"\xff\xfe", 400, "parse_error"),
        ("[" * 5000 + "]" * 5000, 400, "parse_error"),
        ("[]", 422, "not_an_upload"),
        ("7", 422, "not_an_upload"),
        ("{}", 422, "not_an_upload"),
        ({"scans": {}}, 422, "not_an_upload"),
        ({"scans": []}, 422, "batch_size"),
        ({"scans": [{}] * 501}, 422, "batch_size"),
        (upload({}, sent_at="2023-11-24T12:00:00"), 422, "time_without_offset"),
        (upload({}, sent_at="now"), 422, "invalid_time"),
        (upload({}, pending=-1), 422, "invalid_pending"),
        (upload({}, pending="many"), 422, "invalid_pending"),
        (upload({}, pending=2**40), 422, "invalid_pending"),
        (upload({}, cursor=7), 422, "invalid_cursor"),
        (upload({}, version=7), 422, "invalid_version"),
        (upload({}, version="x" * 17), 422, "invalid_version"),
        (upload({}, version="a\0b"), 422, "invalid_version"),
        (upload({}, battery=101), 422, "invalid_battery"),
        (upload({}, battery=-1), 422, "invalid_battery"),
        (upload({}, battery=0.83), 422, "invalid_battery"),
        (upload({}, battery=True), 422, "invalid_battery"),
        ('{"scans": ["' + "x" * 2**20 + '"]}', 413, "body_too_large"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_upload_is_refused_whole(send, body, status, code):
    assert problem(send(body)) == (status, code)
    assert not CheckIn.objects.exists()


def test_five_hundred_scans_are_taken(send):
    answer = send(upload(*[scan("x") for _ in range(500)]))

    assert len(answer.json()["results"]) == 500
    assert CheckIn.objects.count() == 500


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_only_json_is_read(send, fair, content_type):
    answer = send(upload(scan(scenes.ticket(fair))), content_type=content_type)

    assert problem(answer) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "header",
    ["Device nonsense", "Device", "Device a b", "Bearer abc", "Device \xe9", "Basic YTpi"],
)
def test_a_bad_token_is_refused(send, header):
    answer = send(upload(scan("x")), Authorization=header)

    assert problem(answer) == (401, "bad_token")
    assert answer.headers["WWW-Authenticate"] == "Device"


def test_without_a_token_nobody_speaks(client, db):
    answer = client.post(ADDRESS, "{}", content_type="application/json")

    assert problem(answer) == (401, "not_authenticated")


def admitted(ticket, **fields):
    """A scan that the device decided by itself."""
    return scan(ticket, decided={"outcome": "admitted", "reason": ""}, **fields)


def test_what_a_revoked_device_decided_is_taken_in_and_marked(send, device, fair):
    visitor, refused = scenes.ticket(fair), {"outcome": "refused", "reason": "not_a_ticket"}
    devices.revoke(device[0])

    body = send(upload(admitted(visitor), scan("a poster", decided=refused))).json()

    assert body["is_revoked"]
    assert [result["flags"] for result in body["results"]] == [["device_revoked"]] * 2
    assert [result["outcome"] for result in body["results"]] == ["admitted", "refused"]
    assert set(CheckIn.objects.values_list("device_revoked", flat=True)) == {True}
    assert Presence.objects.get(ticket=visitor).direction == "in"


def test_a_revoked_device_does_not_ask(send, device, fair):
    visitor = scenes.ticket(fair)
    devices.revoke(device[0])

    answer = send(upload(scan(visitor), scan("x"), scan(visitor, override={"reason": "VIP"})))

    assert answer.status_code == 200
    codes = [result["error"]["code"] for result in answer.json()["results"]]
    assert codes == ["device_revoked"] * 3
    assert answer.json()["is_revoked"]
    assert not CheckIn.objects.exists()


def test_questions_of_a_revoked_device_hinder_no_fact_beside_them(send, device, fair):
    devices.revoke(device[0])

    question, fact, bad = send(
        upload(scan(scenes.ticket(fair)), admitted(scenes.ticket(fair)), admitted("x", heads=0))
    ).json()["results"]

    assert question["error"]["code"] == "device_revoked"
    assert fact["stored"]
    assert bad["error"]["code"] == "invalid_heads"


def test_a_revoked_device_is_told_no_name_and_nothing_new(send, device, fair):
    """It may be stolen: whoever holds it learns nothing by showing tickets to it."""
    visitor = scenes.ticket(fair)
    cursor = send(upload(scan("x"))).json()["updates"]["cursor"]
    devices.revoke(device[0])
    scenes.Phone.at(scenes.gate(fair, "E2")).show(scenes.ticket(fair))

    answer = send(upload(admitted(visitor), cursor=cursor))

    assert answer.json()["results"][0]["holder"] is None
    assert answer.json()["updates"]["seen"] == []
    assert "김방문" not in answer.content.decode()


def test_scans_sent_before_and_after_a_revocation_stay_as_they_were_stored(send, device, fair):
    before, after = admitted(scenes.ticket(fair)), admitted(scenes.ticket(fair))
    send(upload(before))
    devices.revoke(device[0])
    send(upload(before, after))

    results = send(upload(before, after)).json()["results"]

    assert [result["stored"] for result in results] == [False, False]
    assert [result["flags"] for result in results] == [[], ["device_revoked"]]
    marked = dict(CheckIn.objects.values_list("pk", "device_revoked"))
    assert marked == {UUID(before["id"]): False, UUID(after["id"]): True}


def test_a_scan_asked_before_the_revocation_is_answered_when_told_as_decided(send, device, fair):
    """The answer was lost, the device decided, and then it was revoked: one scan, not two."""
    sent = scan(scenes.ticket(fair))
    send(upload(sent))
    devices.revoke(device[0])

    told = send(upload(sent | {"decided": {"outcome": "admitted", "reason": ""}})).json()

    assert told["results"][0]["stored"] is False
    assert told["results"][0]["outcome"] == "admitted"
    assert CheckIn.objects.count() == 1


def test_a_revoked_device_takes_back_its_own_scan(send, device, fair):
    entry = admitted(visitor := scenes.ticket(fair))
    send(upload(entry))
    devices.revoke(device[0])

    [result] = send(upload(scan(visitor, voids=entry["id"]))).json()["results"]

    assert (result["stored"], result["flags"]) == (True, ["device_revoked"])
    assert CheckIn.objects.get(voids=entry["id"]).device_revoked
    assert Presence.objects.get(ticket=visitor).direction == ""


def test_a_revoked_device_takes_back_nobody_elses(send, device, fair):
    other = scenes.Phone.at(scenes.gate(fair, "E2"))
    entry = scenes.scan(visitor := scenes.ticket(fair))
    other.upload(entry)
    devices.revoke(device[0])

    [result] = send(upload(scan(visitor, voids=str(entry.id)))).json()["results"]

    assert result["error"]["code"] == "foreign_scan"


def test_what_a_revoked_device_still_holds_is_noted(send, device):
    devices.revoke(device[0])

    send(upload(admitted("x"), pending=7))

    assert DeviceContact.objects.get().pending == 7


def test_the_gate_is_the_devices_own(send, fair, device):
    sent = scan(scenes.ticket(fair)) | {"gate": "E9", "device": "another"}

    send(upload(sent))

    assert CheckIn.objects.get().gate == device[0].gate


def test_what_a_device_says_of_itself_is_noted(send):
    sent_at = (NOON + timedelta(seconds=90)).isoformat()
    send(upload(scan("x"), pending=12, sent_at=sent_at, version="3f2a", battery=83))

    contact = DeviceContact.objects.get()
    assert (contact.pending, contact.skew_ms) == (12, 90_000)
    assert (contact.version, contact.battery) == ("3f2a", 83)


def test_a_scan_costs_the_same_with_a_cursor(send, fair, django_assert_max_num_queries):
    visitor = scenes.ticket(fair)
    cursor = send(upload(scan("x"))).json()["updates"]["cursor"]

    with django_assert_max_num_queries(4 + 2):  # and the savepoint of the test
        send(upload(scan(visitor), cursor=cursor))
