"""Tickets: issued by the thousand, each with the presence an entry will lock."""

import pytest

from tests.visitors import scenes
from visitors import tickets
from visitors.classes import TicketClass
from visitors.models import Presence, Ticket
from visitors.tickets import Order

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return scenes.edition()


def groups(count):
    return [Order(TicketClass.GROUP, heads=12)] * count


@pytest.mark.parametrize("count", [1, 50])
def test_issuing_costs_the_same_for_any_number(fair, count, django_assert_num_queries):
    tickets.issue_many(fair, groups(1), at=scenes.NOON)  # makes key and area

    with django_assert_num_queries(2 + 5):
        tickets.issue_many(fair, groups(count), at=scenes.NOON)


def test_every_ticket_has_its_presence(fair):
    tickets.issue_many(fair, groups(3), at=scenes.NOON)

    assert Presence.objects.filter(area__kind="fair", direction="").count() == 3


def test_a_ticket_admits_on_all_days_unless_told_otherwise(fair):
    ticket = scenes.ticket(fair)

    assert (ticket.first_day, ticket.last_day) == (0, 2)


@pytest.mark.parametrize(("first_day", "last_day"), [(0, 3), (-1, 2), (2, 1), (3, None)])
def test_days_beyond_the_edition_are_refused(fair, first_day, last_day):
    order = Order(TicketClass.GROUP, first_day=first_day, last_day=last_day)

    with pytest.raises(tickets.NoSuchDay):
        tickets.issue(fair, order, at=scenes.NOON)

    assert not Ticket.objects.exists()


def test_revoking_twice_keeps_the_first_time(fair):
    ticket = tickets.revoke(scenes.ticket(fair), at=scenes.NOON)

    assert tickets.revoke(ticket, at=scenes.at(25, 12)).revoked_at == scenes.NOON
