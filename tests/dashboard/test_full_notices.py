"""What is full is told to everybody at the fair, and taken back when somebody leaves."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from expo import editions
from tests.factories import ReservationFactory, SessionFactory, TicketFactory
from tests.visitors import scenes
from tests.visitors.scenes import NOON
from visitors.models import Presence

pytestmark = pytest.mark.django_db

ADDRESS = "/en/notices/"
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def fair():
    return editions.set_clock(scenes.edition(), NOON, rate=0)


@pytest.fixture
def gate(fair):
    """Of a hall with room for two."""
    gate = scenes.hall_gate(fair, "4B", capacity=2)
    type(gate.area.hall).objects.update(name_en="Hall 4B")
    return gate


def goes(gate, direction="in", heads=1, day=TODAY):
    ticket = TicketFactory(edition=gate.edition)
    return Presence.objects.create(
        ticket=ticket,
        area=gate.area,
        edition=gate.edition,
        direction=direction,
        at=NOON,
        day=day,
        gate=gate,
        heads=heads,
    )


def asked(client, **headers):
    cache.clear()
    return client.get(ADDRESS, headers=headers)


def told(client):
    return asked(client).content.decode()


def test_a_hall_is_full_when_its_capacity_is_inside(client, gate):
    goes(gate)
    assert "Hall 4B" not in told(client)

    goes(gate)

    assert "Hall 4B" in told(client)


def test_a_group_counts_by_its_heads(client, gate):
    goes(gate, heads=2)

    assert "Hall 4B" in told(client)


def test_who_left_or_came_yesterday_is_not_inside(client, gate):
    goes(gate)
    goes(gate, "out")
    goes(gate, day=TODAY - timedelta(days=1))

    assert "Hall 4B" not in told(client)


def test_a_hall_without_a_limit_is_never_full(client, fair):
    gate = scenes.hall_gate(fair, "4C", capacity=None)
    goes(gate, heads=5)

    assert "state-suspended" not in told(client)


def test_whoever_has_the_notices_gets_them_anew_when_a_hall_fills(client, gate):
    goes(gate)
    tag = asked(client)["ETag"]
    assert asked(client, **{"if-none-match": tag}).status_code == 304

    goes(gate)

    assert asked(client, **{"if-none-match": tag}).status_code == 200


def session(fair, starts=NOON + timedelta(hours=1), **fields):
    fields = {"capacity": 1, "takes_reservations": True, "title_en": "Talk of today"} | fields
    return SessionFactory(
        edition=fair, starts_at=starts, ends_at=starts + timedelta(hours=1), **fields
    )


def reserved(made):
    ReservationFactory(
        edition=made.edition, session=made, ticket=TicketFactory(edition=made.edition)
    )


def test_a_session_of_today_is_full_when_its_seats_are_given(client, fair):
    made = session(fair, capacity=2)
    reserved(made)
    assert "Talk of today" not in told(client)

    reserved(made)

    assert "Talk of today" in told(client)


@pytest.mark.parametrize("hours", [-2, 24])
def test_what_has_begun_or_is_on_another_day_is_not_told(client, fair, hours):
    reserved(session(fair, starts=NOON + timedelta(hours=hours)))

    assert "Talk of today" not in told(client)


def test_a_session_that_was_cancelled_is_told_once(client, fair):
    reserved(session(fair, cancelled_at=NOON))

    assert told(client).count("Talk of today") == 1


def test_asking_again_costs_the_same_however_many_are_inside(
    client, gate, django_assert_num_queries
):
    tag = asked(client)["ETag"]
    with django_assert_num_queries(7):
        asked(client, **{"if-none-match": tag})

    with django_assert_num_queries(5):
        client.get(ADDRESS, headers={"if-none-match": tag})
