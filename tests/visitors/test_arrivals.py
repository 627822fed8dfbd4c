"""Arrivals: a badge handed out at the desk is a scan there, and nobody's visit."""

from datetime import timedelta
from uuid import uuid4

import pytest

from expo import editions
from tests.factories import AccountFactory, EditionFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import arrivals, attendance, tickets
from visitors.classes import TicketClass
from visitors.models import CheckIn, Person, Presence
from visitors.tickets import Order

pytestmark = pytest.mark.django_db

NOW = utc("24T04:02:30")


@pytest.fixture
def edition():
    fair = a_fair.open_fair()
    fair.edition.signing_keys.update(retired_at=NOW)  # a factory's key signs nothing
    editions.set_clock(fair.edition, to=NOW, rate=0)
    return fair.edition


@pytest.fixture
def desk(edition):
    return arrivals.desk_device(edition)


def issued(edition, **order):
    person = Person.objects.create(edition=edition, name="김민수")
    wanted = {"ticket_class": TicketClass.VISITOR, "person": person.pk, **order}
    return tickets.issue(edition, Order(**wanted), at=NOW)


def test_the_desk_has_one_device_of_its_own(edition, desk):
    assert arrivals.desk_device(edition) == desk
    assert (desk.kind, desk.gate.code, desk.token_hash) == ("desk", "DESK", None)


def test_an_edition_without_a_desk_says_so(edition):
    with pytest.raises(arrivals.NoDesk):
        arrivals.desk_device(EditionFactory(number=edition.number + 1))


def test_a_badge_handed_out_is_a_signed_scan_of_whoever_did_it(edition, desk):
    by, ticket = AccountFactory(), issued(edition)

    answer = arrivals.check_in(ticket, desk, operator=by)

    row = CheckIn.objects.get()
    assert (answer.is_new, answer.stored.outcome, row.scanned_at) == (True, "admitted", NOW)
    assert (row.ticket, row.gate, row.device, row.operator) == (ticket, desk.gate, desk, by)
    assert row.signature
    assert arrivals.last_arrival(ticket) == row
    assert arrivals.last_arrivals([ticket.pk]) == {ticket.pk: NOW}


def test_handing_out_a_badge_is_nobodys_visit(edition, desk):
    ticket = issued(edition)

    arrivals.check_in(ticket, desk)
    attendance.count_new(edition.pk)

    assert attendance.figures(edition).visits == 0
    assert set(Presence.objects.values_list("direction", flat=True)) == {""}


def test_a_button_pressed_twice_is_one_arrival(edition, desk):
    ticket, scan = issued(edition), uuid4()

    first = arrivals.check_in(ticket, desk, id=scan)
    editions.set_clock(edition, to=NOW + timedelta(minutes=1), rate=0)
    again = arrivals.check_in(ticket, desk, id=scan)

    assert (first.is_new, again.is_new) == (True, False)
    assert CheckIn.objects.get().scanned_at == NOW


def test_the_scan_of_another_ticket_is_not_taken_for_this_one(edition, desk):
    scan = uuid4()
    arrivals.check_in(issued(edition), desk, id=scan)

    with pytest.raises(arrivals.NotTaken) as error:
        arrivals.check_in(issued(edition), desk, id=scan)

    assert error.value.facts == {"fault": "id_reused"}
    assert CheckIn.objects.count() == 1


def test_a_kiosk_may_say_when_it_was(edition, desk):
    at = NOW - timedelta(seconds=20)

    arrivals.check_in(issued(edition), desk, at=at)

    assert CheckIn.objects.get().scanned_at == at


def test_a_revoked_ticket_is_refused_at_the_desk_too(edition, desk):
    ticket = tickets.revoke(issued(edition), at=NOW)

    answer = arrivals.check_in(ticket, desk)

    assert (answer.stored.outcome, answer.stored.reason) == ("refused", "revoked")
    assert arrivals.last_arrival(ticket) is None


def test_a_ticket_for_another_day_is_told_its_days(edition, desk):
    answer = arrivals.check_in(issued(edition, last_day=0), desk)

    assert answer.to_json()["reason"] == "not_today"
    assert answer.to_json()["days"] == ["2023-11-23", "2023-11-23"]


def test_a_group_arrives_with_all_its_heads(edition, desk):
    group = issued(edition, ticket_class=TicketClass.GROUP, person=None, heads=31)

    arrivals.check_in(group, desk)

    assert CheckIn.objects.get().heads == 31


def test_what_happened_to_a_ticket_is_told_the_latest_first(edition, desk):
    ticket = issued(edition)
    arrivals.check_in(ticket, desk, at=NOW - timedelta(hours=1))
    arrivals.check_in(ticket, desk)

    told = [row.scanned_at for row in arrivals.passages([ticket.pk])]

    assert told == [NOW, NOW - timedelta(hours=1)]
