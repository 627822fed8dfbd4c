"""A session's door admits reservations first: on the server, on the phone, while seats change."""

import pytest

from expo import editions
from tests.visitors import scenes
from tests.visitors.scenes import Phone, at, scan
from visitors import doors, feeds, reservations, tickets
from visitors.classes import TicketClass
from visitors.models import Reservation
from visitors.signing import ticket_text
from visitors.simulation.alone import PhoneAlone

# Transaction numbers are the server's: in one open transaction others would move them past our own.
pytestmark = pytest.mark.django_db(transaction=True)
EARLY, STARTS, LATER = at(24, 10, 30), at(24, 11), at(24, 11, 30)


@pytest.fixture
def fair():
    fair = scenes.edition()
    editions.set_clock(fair, EARLY, rate=0)
    return fair


@pytest.fixture
def gate(fair):
    """Of a session with two seats that begins at eleven."""
    return scenes.session_gate(fair, capacity=2)


@pytest.fixture
def phone(gate):
    return Phone.at(gate)


def seat(gate, fair, **fields):
    ticket = scenes.ticket(fair, **fields)
    reservations.reserve(ticket, gate.area.session, at=at(24, 9))
    return ticket


def reason(phone, ticket, when=EARLY, **fields):
    return phone.show(ticket, when, **fields)["reason"]


def test_before_the_start_seats_are_kept_for_those_who_reserved_them(fair, gate, phone):
    mine = seat(gate, fair)

    assert reason(phone, scenes.ticket(fair)) == ""
    assert reason(phone, scenes.ticket(fair)) == "full"
    assert reason(phone, mine) == ""
    assert reason(phone, scenes.ticket(fair)) == "full"


def test_from_the_start_on_a_free_seat_is_anybodys(fair, gate, phone):
    mine = seat(gate, fair)
    other = [scenes.ticket(fair) for _ in range(2)]
    phone.show(other[0], EARLY)

    assert reason(phone, other[1], STARTS) == ""
    assert reason(phone, mine, LATER) == "full"


def test_one_batch_knows_of_each_scan_what_the_ones_before_it_did(fair, gate, phone):
    mine, other = seat(gate, fair), scenes.ticket(fair)
    walk_ins = [scenes.ticket(fair) for _ in range(2)]

    answers = phone.upload(
        scan(other, EARLY),
        scan(walk_ins[0], EARLY),
        scan(mine, EARLY),
        scan(mine, EARLY, "out"),
        scan(walk_ins[0], EARLY),
        scan(mine, EARLY),
        scan(walk_ins[1], LATER),
        scan(other, LATER, "out"),
        scan(walk_ins[1], LATER),
    )

    said = [answer.to_json()["reason"] for answer in answers]
    assert said == ["", "full", "", "", "full", "", "full", "", ""]


def test_a_group_has_as_many_kept_seats_as_heads(fair):
    gate = scenes.session_gate(fair, capacity=5)
    phone = Phone.at(gate)
    group = seat(gate, fair, ticket_class=TicketClass.GROUP, heads=4)

    assert [reason(phone, scenes.ticket(fair)) for _ in range(2)] == ["", "full"]
    assert reason(phone, group, heads=4) == ""


def test_a_place_in_the_line_keeps_no_seat(fair, gate, phone):
    for _ in range(2):
        seat(gate, fair)
    waiting = seat(gate, fair)

    assert reason(phone, waiting) == "full"


def test_a_session_that_was_moved_keeps_its_seats_until_its_new_start(fair, gate, phone):
    for _ in range(2):
        seat(gate, fair)
    session = gate.area.session
    session.starts_at = at(24, 11, 45)
    session.save()

    assert reason(phone, scenes.ticket(fair), LATER) == "full"


# ---- what the scanner is told


def document(phone):
    return feeds.snapshot(doors.of_device(phone.device), EARLY)


def news(phone, known):
    return feeds.updates(doors.of_device(phone.device), known["cursor"])


def test_a_phone_alone_keeps_seats_as_the_server_does(fair, gate, phone):
    mine, other = seat(gate, fair), scenes.ticket(fair)
    alone = PhoneAlone.with_document(gate.code, document(phone))

    def said(ticket, when=EARLY):
        return alone.decide(scan(ticket, when)).reason

    assert said(scenes.ticket(fair)) is None
    assert said(other) == "full"
    assert said(mine) is None


def test_the_snapshot_tells_the_start_and_for_how_many_a_seat_is(fair):
    gate = scenes.session_gate(fair, capacity=9)
    single = seat(gate, fair)
    group = seat(gate, fair, ticket_class=TicketClass.GROUP, heads=4)

    told = document(Phone.at(gate))

    assert told["gates"][0]["starts"] == "2023-11-24T02:00:00+00:00"
    area = told["areas"]["session:S1"]
    assert {*area["reserved"]} == {ticket_text(single.pk), ticket_text(group.pk)}
    assert area["reserved_heads"] == {ticket_text(group.pk): 4}


@pytest.mark.django_db(transaction=True)
def test_a_seat_that_is_given_or_given_up_is_news(fair, gate, phone):
    known = document(phone)
    assert news(phone, known)["seats"] is None

    mine = seat(gate, fair)
    told = news(phone, known)
    assert told["seats"] == {"reserved": [ticket_text(mine.pk)], "reserved_heads": {}}
    assert news(phone, told)["seats"] is None

    reservations.cancel(Reservation.objects.get(), at=EARLY)
    assert news(phone, told)["seats"] == {"reserved": [], "reserved_heads": {}}


def test_seats_that_go_to_another_ticket_are_news(fair, gate, phone):
    old, new = seat(gate, fair), scenes.ticket(fair)
    known = document(phone)

    reservations.carry_over(old, new, at=EARLY)
    tickets.revoke(old, at=EARLY)

    assert news(phone, known)["seats"]["reserved"] == [ticket_text(new.pk)]


def test_no_other_door_hears_of_the_seats(fair, gate):
    others = [Phone.at(scenes.gate(fair)), Phone.at(scenes.session_gate(fair, "S2"))]
    known = [document(phone) for phone in others]

    seat(gate, fair)

    assert [news(phone, told)["seats"] for phone, told in zip(others, known, strict=True)] == [
        None
    ] * 2


def test_a_snapshot_is_out_of_date_once_a_seat_was_given(fair, gate, phone):
    known = document(phone)
    door = doors.of_device(phone.device)
    assert not feeds.has_changed(door, known["cursor"])

    seat(gate, fair)

    assert feeds.has_changed(door, known["cursor"])


def test_what_a_phone_makes_of_the_news_is_the_next_snapshot(fair, gate, phone, scripts):
    seat(gate, fair)
    known = document(phone)
    seat(gate, fair)
    updates = news(phone, known)

    assert scripts.ask("check updates", updates=updates) == "whole"
    updated = scripts.ask("update", document=known, updates=updates, today="")["document"]
    assert updated["areas"] == document(phone)["areas"]
