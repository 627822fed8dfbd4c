"""The last seat, asked for and given up by several people at one moment."""

from functools import partial

import pytest

from expo.models import Mail, Session
from tests.races import together
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import reservations, tickets
from visitors.models import Reservation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def fair():
    return scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


def asking(ticket, session):
    return partial(reservations.reserve, ticket, session, at=MORNING)


def states(answers):
    return sorted(getattr(answer, "state", None) or answer.code for answer in answers)


def taken(session):
    session.refresh_from_db()
    return reservations.of_one(session)


@pytest.mark.parametrize("_time", range(5))
def test_of_two_who_want_the_last_seat_one_gets_it_and_the_other_is_first_in_the_line(fair, _time):
    talk = seating.session(fair, capacity=2)
    reservations.reserve(seating.ticket(fair), talk, at=MORNING)
    two = [seating.ticket(fair) for _ in range(2)]

    answers = together(*(asking(ticket, talk) for ticket in two))

    assert states(answers) == ["seat", "waiting"]
    assert list(reservations.places(two).values()) == [1]
    assert Mail.objects.filter(kind="reservation_seat").count() == 2


def test_eight_who_want_one_seat_get_one(fair):
    talk = seating.session(fair, capacity=1)
    eight = [seating.ticket(fair) for _ in range(8)]

    answers = together(*(asking(ticket, talk) for ticket in eight))

    assert states(answers) == [*["line_full"] * 6, "seat", "waiting"]
    assert taken(talk) == reservations.Seats(capacity=1, taken=1, waiting=1)


def test_eight_groups_never_get_more_seats_than_there_are(fair):
    talk = seating.session(fair, capacity=10)
    groups = [seating.ticket(fair, heads=3) for _ in range(8)]

    together(*(asking(ticket, talk) for ticket in groups))

    assert taken(talk) == reservations.Seats(capacity=10, taken=9, waiting=9)


@pytest.mark.parametrize("_time", range(5))
def test_a_seat_that_is_given_up_meanwhile_goes_to_somebody(fair, _time):
    talk = seating.session(fair)
    mine = reservations.reserve(seating.ticket(fair), talk, at=MORNING)
    other = seating.ticket(fair)

    together(asking(other, talk), partial(reservations.cancel, mine, at=MORNING))

    assert seating.standing(talk) == [(other.pk, "seat")]


@pytest.mark.parametrize("_time", range(5))
def test_nobody_is_left_waiting_before_seats_that_were_added_meanwhile(fair, _time):
    talk = seating.session(fair)
    people = [seating.ticket(fair) for _ in range(4)]
    reservations.reserve(people[0], talk, at=MORNING)

    def raised():
        Session.objects.filter(pk=talk.pk).update(capacity=4)
        reservations.follow_changes()

    together(raised, *(asking(ticket, talk) for ticket in people[1:]))
    reservations.follow_changes()

    counted = taken(talk)
    assert (counted.capacity, counted.waiting) == (4, 0)
    assert counted.taken == Mail.objects.values("recipient", "key").count()


def test_one_ticket_pressed_eight_times_at_once_sits_once(fair):
    talk, ticket = seating.session(fair, capacity=5), seating.ticket(fair)

    answers = together(*[asking(ticket, talk)] * 8)

    assert {answer.pk for answer in answers} == {Reservation.objects.get().pk}
    assert Mail.objects.count() == 1


@pytest.mark.parametrize("_time", range(5))
def test_two_rooms_at_once_give_one_ticket_one_seat(fair, _time):
    ticket = seating.ticket(fair)
    rooms = [seating.session(fair, code) for code in ("T1", "T2")]

    answers = together(*(asking(ticket, room) for room in rooms))

    assert states(answers) == ["elsewhere_then", "seat"]


@pytest.mark.parametrize("_time", range(5))
def test_two_who_swap_their_seats_crosswise_do_not_wait_for_each_other_for_ever(fair, _time):
    one, other = (seating.session(fair, code, capacity=2) for code in ("T1", "T2"))
    first, second = (
        reservations.reserve(seating.ticket(fair), room, at=MORNING) for room in (one, other)
    )

    answers = together(
        partial(reservations.swap, first, other, at=MORNING),
        partial(reservations.swap, second, one, at=MORNING),
    )

    assert states(answers) == ["seat", "seat"]
    assert [len(seating.standing(room)) for room in (one, other)] == [1, 1]


@pytest.mark.parametrize("_time", range(5))
def test_a_ticket_that_is_revoked_meanwhile_keeps_no_seat(fair, _time):
    talk, ticket = seating.session(fair), seating.ticket(fair)

    together(asking(ticket, talk), partial(tickets.revoke, ticket, at=MORNING))

    assert seating.standing(talk) == []


def test_a_change_that_two_workers_find_at_once_is_told_once(fair):
    talk = seating.session(fair)
    reservations.reserve(seating.ticket(fair), talk, at=MORNING)
    Session.objects.filter(pk=talk.pk).update(room="대강당")

    together(*[reservations.follow_changes] * 4)

    assert Mail.objects.filter(kind="session_moved").count() == 1
