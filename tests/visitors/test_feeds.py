"""Snapshots and updates: what a scanner knows, and that nothing is lost between two looks."""

import threading

import pytest
from django.db import connection, transaction

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone, at, scan
from visitors import devices, doors, feeds, keys, rules, tickets
from visitors.api.schemas import SnapshotOut
from visitors.classes import TicketClass
from visitors.models import Device, Reservation
from visitors.signing import ticket_text
from visitors.snapshots import Snapshot
from visitors.verdicts import Direction

ADDRESS = "/api/v1/gate/snapshot/"

# Transaction numbers are the server's: in one open transaction others would move them past our own.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def phone(fair):
    return Phone.at(scenes.gate(fair))


def look(phone, since=None):
    door = doors.of_device(phone.device)
    return feeds.updates(door, since) if since else feeds.snapshot(door, NOON)


def moved(updates):
    return {row["ticket"]: row["direction"] for row in updates["seen"]}


def text(ticket):
    return ticket_text(ticket.pk)


def test_a_snapshot_decides_like_the_server(fair, phone):
    inside, revoked, fresh = (scenes.ticket(fair) for _ in range(3))
    tickets.revoke(revoked, at=NOON)
    phone.show(inside, at(24, 11))

    known = Snapshot.from_json(look(phone))

    for ticket in (inside, revoked, fresh):
        alone = rules.decide(known, tickets.code(ticket), "E1", Direction.IN, NOON)
        assert (alone.reason or "") == phone.show(ticket)["reason"]


def test_a_snapshot_of_a_hall_knows_its_capacity(fair):
    door = Phone.at(scenes.hall_gate(fair, capacity=1))
    door.show(scenes.ticket(fair))
    known = Snapshot.from_json(look(door))

    verdict = rules.decide(known, tickets.code(scenes.ticket(fair)), "4B", Direction.IN, NOON)

    assert verdict.reason == "full"


def test_a_snapshot_of_a_session_knows_who_has_a_seat(fair):
    door, guest = Phone.at(scenes.session_gate(fair, reservations_only=True)), scenes.ticket(fair)
    Reservation.objects.create(
        edition=fair,
        session=door.device.gate.area.session,
        ticket=guest,
        state="seat",
        asked_at=NOON,
    )

    assert look(door)["areas"]["session:S1"]["reserved"] == [text(guest)]


def test_a_snapshot_of_a_desk_has_no_area(fair):
    desk = Phone.at(scenes.gate(fair, "DESK", purpose="desk", area=None))

    assert look(desk)["areas"] == {}


def test_a_snapshot_holds_today_only(fair, phone):
    phone.show(scenes.ticket(fair), at(23, 12))

    assert look(phone)["areas"]["fair"]["seen"] == {}


def test_a_snapshot_knows_how_many_a_group_is(fair, phone):
    group = scenes.ticket(fair, TicketClass.GROUP, heads=32)
    scenes.ticket(fair)
    tickets.revoke(scenes.ticket(fair, TicketClass.GROUP, heads=5), at=NOON)
    other = scenes.edition(number=2)
    scenes.ticket(other, TicketClass.GROUP, heads=7)

    assert look(phone)["groups"] == {text(group): 32}


def test_a_revoked_device_hears_no_more(fair, phone):
    cursor = look(phone)["cursor"]
    Phone.at(scenes.gate(fair, "E2")).show(scenes.ticket(fair))

    devices.revoke(phone.device)

    assert moved(look(phone, cursor)) == {}


def test_a_snapshot_holds_nothing_personal(fair, phone):
    phone.show(scenes.ticket(fair))

    assert "김방문" not in str(look(phone))


def test_a_look_shows_what_has_moved_since(fair, phone):
    before, after = scenes.ticket(fair), scenes.ticket(fair)
    phone.show(before)
    cursor = look(phone)["cursor"]

    phone.show(after)
    updates = look(phone, cursor)

    assert moved(updates) == {text(after): "in"}
    assert moved(look(phone, updates["cursor"])) == {}


def test_a_new_ticket_is_no_news(fair, phone):
    cursor = look(phone)["cursor"]

    scenes.ticket(fair)

    assert moved(look(phone, cursor)) == {}


def test_a_void_makes_scanners_forget(fair, phone):
    visitor = scenes.ticket(fair)
    entry = scan(visitor)
    phone.upload(entry)
    cursor = look(phone)["cursor"]

    phone.upload(scan(visitor, voids=entry.id))

    assert moved(look(phone, cursor)) == {text(visitor): None}


@pytest.mark.parametrize("purpose", ["entrance", "hall"])
def test_a_revoked_ticket_is_news_at_every_gate(fair, purpose):
    visitor = scenes.ticket(fair)
    phone = Phone.at(scenes.gate(fair) if purpose == "entrance" else scenes.hall_gate(fair))
    cursor = look(phone)["cursor"]

    tickets.revoke(visitor, at=NOON)

    assert look(phone, cursor)["revoked"] == [text(visitor)]
    assert look(phone)["revoked"] == [text(visitor)]


def test_a_hall_hears_nothing_of_the_entrances(fair, phone):
    hall = Phone.at(scenes.hall_gate(fair))
    cursor = look(hall)["cursor"]

    phone.show(scenes.ticket(fair))

    assert moved(look(hall, cursor)) == {}


def test_changed_rules_come_whole(fair, phone):
    cursor = look(phone)["cursor"]
    assert look(phone, cursor)["gate"] is None

    gate = phone.device.gate
    gate.classes = ["staff"]
    gate.save(update_fields=["classes"])
    fresh = keys.rotate(fair)
    updates = look(phone, cursor)

    assert updates["gate"]["classes"] == ["staff"]
    assert [key["number"] for key in updates["keys"]] == [fresh.number]
    assert updates["edition"]["number"] == fair.number
    assert len(updates["days"]) == 3
    assert look(phone, updates["cursor"])["gate"] is None


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "1:1:",
        "~000000000000",
        "9:1:~" + "0" * 12,
        "999999999999:999999999999:~" + "0" * 12,
        "1:9:7,,8~" + "0" * 12,
        "1:2:\0~" + "0" * 12,
        "0:1:~" + "0" * 12,
        "1:9:8,7~" + "0" * 12,
        "1:9:9~" + "0" * 12,
        "9" * 30 + ":1:~" + "0" * 12,
        "x" * 10000,
    ],
    ids=lambda cursor: cursor[:20],
)
def test_a_cursor_nobody_gave_is_stale(phone, cursor):
    assert look(phone, cursor)["is_stale"]


def test_too_many_changes_are_a_new_snapshot(fair, phone, monkeypatch):
    monkeypatch.setattr(feeds, "MOST", 1)
    cursor = look(phone)["cursor"]
    phone.upload(*(scan(scenes.ticket(fair)) for _ in range(2)))

    assert look(phone, cursor)["is_stale"]


def test_a_transaction_that_began_early_and_ended_late_is_not_lost():
    fair = scenes.edition()
    phone, slow = Phone.at(scenes.gate(fair)), Phone.at(scenes.gate(fair, "E2"))
    early, late = scenes.ticket(fair), scenes.ticket(fair)
    stored, looked = threading.Event(), threading.Event()

    def enter_slowly():
        with transaction.atomic():
            slow.show(early)
            stored.set()
            assert looked.wait(60)
        connection.close()

    thread = threading.Thread(target=enter_slowly)
    thread.start()
    assert stored.wait(60)
    phone.show(late)
    between = look(phone)
    looked.set()
    thread.join()

    assert list(between["areas"]["fair"]["seen"]) == [text(late)]
    assert moved(look(phone, between["cursor"])) == {text(early): "in"}


# ---- over HTTP


@pytest.fixture
def get(client, fair):
    _, token = devices.enrol(devices.create(scenes.gate(fair))[1])

    def ask(**headers):
        return client.get(ADDRESS, headers={"Authorization": f"Device {token}"} | headers)

    return ask


def test_the_document_is_what_the_schema_says(get, fair):
    Phone.at(scenes.gate(fair, "E2")).show(scenes.ticket(fair))
    tickets.revoke(scenes.ticket(fair), at=NOON)

    document = get().json()
    described = SnapshotOut(data=document)

    assert described.is_valid(), described.errors
    assert set(document) == set(SnapshotOut().fields)
    assert document["server_time"] == "2023-11-24T12:00:00+09:00"
    assert document["edition"]["clock_rate"] == 0


def test_nothing_is_sent_while_nothing_has_changed(get, fair):
    tag = get().headers["ETag"]

    assert get(**{"If-None-Match": tag}).status_code == 304
    assert get(**{"If-None-Match": f"W/{tag}"}).status_code == 304

    Phone.at(scenes.gate(fair, "E2")).show(scenes.ticket(fair))

    assert get(**{"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("tag", ["*", '"x"', "x", '""', '"1:1:~' + "0" * 12 + '"'])
def test_any_other_tag_gets_the_document(get, tag):
    assert get(**{"If-None-Match": tag}).status_code == 200


def test_a_revoked_device_gets_no_snapshot(get):
    devices.revoke(Device.objects.get())

    answer = get()

    assert (answer.status_code, answer.json()["code"]) == (401, "device_revoked")
    assert answer.headers["WWW-Authenticate"] == "Device"


def test_a_stranger_gets_no_snapshot(client, db):
    answer = client.get(ADDRESS)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
