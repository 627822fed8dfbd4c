"""What a phone keeps of the fair: never half of it, and after each update what the server knows."""

import json
from copy import deepcopy

import pytest

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import NOON, Phone, at, scan
from visitors import doors, feeds, tickets
from visitors.classes import TicketClass
from visitors.models import Gate
from visitors.signing import ticket_text

pytestmark = pytest.mark.django_db(transaction=True)

GATES = {
    "entrance": scenes.gate,
    "hall": lambda fair: scenes.hall_gate(fair, capacity=3),
    "session": scenes.session_gate,
    "booth": scenes.booth_gate,
    "desk": lambda fair: scenes.gate(fair, "DESK", purpose="desk", area=None),
}


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, NOON, rate=0)
    return fair


@pytest.fixture
def phone(fair):
    return Phone.at(scenes.gate(fair))


def snapshot(phone):
    return feeds.snapshot(doors.of_device(phone.device), NOON)


def updates(phone, document):
    return feeds.updates(doors.of_device(phone.device), document["cursor"])


def updated(scripts, phone, document, today=""):
    news = updates(phone, document)
    said = scripts.ask("update", document=document, updates=news, today=today)
    assert said["isUntouched"]
    return said["document"]


def known(document):
    """All but the moment at which it was asked for."""
    return {name: document[name] for name in document if name not in {"cursor", "server_time"}}


@pytest.mark.parametrize("make", GATES.values(), ids=GATES)
def test_what_the_server_sends_is_whole(fair, scripts, make):
    phone = Phone.at(make(fair))
    phone.show(scenes.ticket(fair))
    tickets.revoke(scenes.ticket(fair), at=NOON)
    document = snapshot(phone)
    phone.show(scenes.ticket(fair, TicketClass.GROUP), heads=12)

    assert scripts.ask("check", document=document) == "whole"
    assert scripts.ask("check updates", updates=updates(phone, document)) == "whole"


@pytest.mark.parametrize("make", GATES.values(), ids=GATES)
def test_a_document_with_its_updates_is_the_next_document(fair, scripts, make):
    phone = Phone.at(make(fair))
    first, second = scenes.ticket(fair), scenes.ticket(fair)
    document = snapshot(phone)
    phone.show(first)
    document = updated(scripts, phone, document)
    phone.show(first, at(24, 13), "out")
    phone.show(second, at(24, 13))
    tickets.revoke(second, at=NOON)

    document = updated(scripts, phone, document)

    assert known(document) == known(snapshot(phone))
    assert known(updated(scripts, phone, document)) == known(document)


def test_a_passage_taken_back_is_forgotten(fair, phone, scripts):
    ticket = scenes.ticket(fair)
    entry = scan(ticket)
    phone.upload(entry)
    document = snapshot(phone)
    phone.upload(scan(ticket, voids=entry.id))

    document = updated(scripts, phone, document)

    assert document["areas"]["fair"]["seen"] == {}


def test_new_rules_come_whole_and_bring_the_capacity(fair, scripts):
    phone = Phone.at(scenes.hall_gate(fair, capacity=3))
    phone.show(scenes.ticket(fair))
    document = snapshot(phone)
    hall = phone.device.gate.area.hall
    hall.capacity = 1
    hall.save()
    fair.reentry = "once_a_day"
    fair.save()

    document = updated(scripts, phone, document)

    assert known(document) == known(snapshot(phone))
    assert document["areas"]["hall:4B"]["capacity"] == 1


def test_a_gate_that_leads_elsewhere_asks_for_a_snapshot(fair, phone, scripts):
    document = snapshot(phone)
    area = scenes.hall_gate(fair).area
    Gate.objects.filter(pk=phone.device.gate_id).update(purpose="hall", area=area)

    said = scripts.ask("update", document=document, updates=updates(phone, document), today="")

    assert said["asks"]
    assert said["document"] == document


def test_an_update_that_is_stale_changes_nothing(phone, scripts):
    document = snapshot(phone)
    stale = feeds.updates(doors.of_device(phone.device), "of another database")

    said = scripts.ask("update", document=document, updates=stale, today="")

    assert said["asks"]
    assert said["document"] == document


def test_those_of_the_days_before_are_forgotten(fair, phone, scripts):
    yesterday, today = scenes.ticket(fair), scenes.ticket(fair)
    document = snapshot(phone)
    phone.show(yesterday, at(23, 12))
    phone.show(today)

    document = updated(scripts, phone, document, today="2023-11-24")

    assert list(document["areas"]["fair"]["seen"]) == [ticket_text(today.pk)]


@pytest.fixture
def whole(fair, phone):
    tickets.revoke(scenes.ticket(fair), at=NOON)
    phone.show(scenes.ticket(fair))
    scenes.ticket(fair, TicketClass.GROUP)
    return snapshot(phone)


def test_a_snapshot_cut_anywhere_is_refused(whole, scripts):
    text = json.dumps(whole)

    for length in range(0, len(text), 13):
        assert scripts.ask("check text", text=text[:length]) != "whole", text[:length]


def test_a_snapshot_without_one_of_its_parts_is_refused(whole, scripts):
    for path in paths(whole):
        cut = without(whole, path)
        assert scripts.ask("check", document=cut).startswith("NotASnapshot: "), path


OPTIONAL = {"groups", "name_ko", "name_en", "clock_rate"}
"""What a decision does without."""


def paths(document):
    """Every field that a decision needs, as the way to it."""
    gate, area = ["gates", 0], ["areas", "fair"]
    ticket = next(iter(document["areas"]["fair"]["seen"]))
    yield from ([name] for name in document if name not in OPTIONAL)
    yield from (["edition", name] for name in document["edition"] if name not in OPTIONAL)
    yield from (["days", 1, name] for name in document["days"][1])
    yield from (["keys", 0, name] for name in document["keys"][0])
    yield from (
        [*gate, name] for name in document["gates"][0] if name not in OPTIONAL | {"capacity"}
    )
    yield from ([*area, name] for name in document["areas"]["fair"])
    yield from ([*area, "seen", ticket, name] for name in document["areas"]["fair"]["seen"][ticket])
    yield area


def without(document, path):
    cut = deepcopy(document)
    place = cut
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return cut


@pytest.mark.parametrize(
    "foreign",
    [
        None,
        [],
        "<html>",
        {},
        {"title": "Not found", "status": 404},
        {"cursor": "1:1:~0", "gates": {}, "areas": [], "revoked": "none"},
    ],
    ids=repr,
)
def test_what_is_no_snapshot_at_all_is_refused(foreign, scripts):
    assert scripts.ask("check", document=foreign).startswith("NotASnapshot: ")
    assert scripts.ask("check updates", updates=foreign).startswith("NotASnapshot: ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["edition", "timezone"], "Atlantis/Capital"),
        (["edition", "reentry"], "constructor"),
        (["edition", "day_boundary"], "four"),
        (["edition", "number"], "1"),
        (["days", 0, "day"], "2023-11-99"),
        (["days", 0, "closes"], "6 pm"),
        (["keys", 0, "public"], "AAAA"),
        (["keys", 0, "public"], "not Base64!"),
        (["gates", 0, "purpose"], "window"),
        (["gates", 0, "classes"], ["visitor", "vip"]),
        (["gates", 0, "area"], "hall:9"),
        (["areas", "fair", "capacity"], -1),
        (["revoked"], ["1234"]),
        (["server_time"], "yesterday"),
        (["gates"], []),
    ],
    ids=str,
)
def test_a_snapshot_with_a_value_nobody_can_use_is_refused(whole, scripts, path, value):
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert scripts.ask("check", document=whole).startswith("NotASnapshot: ")
