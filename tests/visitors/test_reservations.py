"""Seats never exceed the capacity, nobody sits twice, and the line moves up in its order."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils import translation

from expo import constraints, editions, programme
from expo.errors import DomainError
from expo.models import Mail
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import registrations, reservations, tickets
from visitors.models import Reservation

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    """By its clock it is the morning of the 24th, and stays so."""
    return scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


@pytest.fixture
def talk(fair):
    return seating.session(fair)


def reserve(ticket, session, at=MORNING):
    return reservations.reserve(ticket, session, at=at)


def letters():
    return list(Mail.objects.order_by("pk").values_list("kind", "recipient"))


# ---- what the database itself refuses


def test_the_database_refuses_a_seat_too_many_whoever_writes_it(fair, talk):
    reserve(seating.ticket(fair), talk)

    with pytest.raises(IntegrityError) as refused:
        Reservation.objects.create(
            edition=fair,
            session=talk,
            ticket=seating.ticket(fair),
            state="seat",
            asked_at=MORNING,
        )

    with translation.override("en"):
        assert constraints.sentence(refused.value) == "All seats of this session are reserved."


def test_the_database_refuses_to_make_a_seat_of_a_waiting_place_where_none_is_free(fair, talk):
    reserve(seating.ticket(fair), talk)
    waiting = reserve(seating.ticket(fair), talk)

    with pytest.raises(IntegrityError, match="no_more_seats_than_it_has"):
        Reservation.objects.filter(pk=waiting.pk).update(state="seat")


def test_the_database_counts_heads(fair):
    talk = seating.session(fair, capacity=5)
    seat = reserve(seating.ticket(fair, heads=4), talk)

    with pytest.raises(IntegrityError, match="no_more_seats_than_it_has"):
        Reservation.objects.filter(pk=seat.pk).update(heads=6)


def test_a_seat_that_was_given_may_be_written_again_where_the_room_shrank(fair):
    talk = seating.session(fair, capacity=2)
    seat = reserve(seating.ticket(fair), talk)
    reserve(seating.ticket(fair), talk)
    talk.capacity = 1
    talk.save()

    Reservation.objects.filter(pk=seat.pk).update(seated_at=MORNING)

    assert reservations.of_one(talk) == reservations.Seats(capacity=1, taken=2)


# ---- reserving


def test_the_first_gets_the_seat_and_the_next_the_first_place_in_the_line(fair, talk):
    first, second = (reserve(seating.ticket(fair), talk) for _ in range(2))

    assert (first.state, first.seated_at) == ("seat", MORNING)
    assert (second.state, second.seated_at) == ("waiting", None)
    assert reservations.places([first.ticket, second.ticket]) == {second.pk: 1}


def test_the_line_is_as_long_as_there_are_seats(fair, talk):
    for _ in range(2):
        reserve(seating.ticket(fair), talk)

    with pytest.raises(reservations.LineFull):
        reserve(seating.ticket(fair), talk)


@pytest.fixture
def lecture(fair):
    """Three seats, and so a line of at most three."""
    return seating.session(fair, "L1", capacity=3)


def test_a_second_press_changes_nothing(fair, lecture):
    ticket = seating.ticket(fair)

    assert reserve(ticket, lecture) == reserve(ticket, lecture)
    assert Reservation.objects.count() == Mail.objects.count() == 1


def test_a_group_takes_a_seat_for_each_of_its_heads(fair, lecture):
    reserve(seating.ticket(fair), lecture)

    group = reserve(seating.ticket(fair, heads=3), lecture)

    assert group.state == "waiting"
    assert reservations.of_one(lecture) == reservations.Seats(capacity=3, taken=1, waiting=3)


def test_a_group_larger_than_the_room_does_not_wait_for_ever(fair, lecture):
    with pytest.raises(reservations.GroupTooLarge) as refused:
        reserve(seating.ticket(fair, heads=4), lecture)

    assert refused.value.facts == {"heads": 4, "capacity": 3}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"takes_reservations": False}, "takes_no_reservations"),
        ({"cancelled_at": MORNING}, "session_cancelled"),
        ({"starts_at": scenes.at(24, 9)}, "session_has_begun"),
        ({"starts_at": scenes.at(24, 7)}, "session_has_begun"),
        ({"starts_at": scenes.at(25, 14)}, "ticket_not_that_day"),
        ({"starts_at": scenes.at(27, 14)}, "ticket_not_that_day"),
        ({"capacity": 0}, "group_too_large"),
    ],
)
def test_no_seat_where(fair, fields, code):
    talk = seating.session(fair, **fields)
    ticket = seating.ticket(fair, first_day=0, last_day=1)

    with pytest.raises(DomainError) as refused:
        reserve(ticket, talk)

    assert refused.value.code == code
    assert not Reservation.objects.exists()


def test_no_seat_for_a_revoked_ticket(fair, talk):
    ticket = seating.ticket(fair)
    tickets.revoke(ticket, at=MORNING)

    with pytest.raises(reservations.TicketNotValid):
        reserve(ticket, talk)


def test_no_seat_for_a_cancelled_registration(fair, talk):
    ticket = seating.ticket(fair)
    registrations.cancel(ticket.registration, at=MORNING)

    with pytest.raises(reservations.TicketNotValid):
        reserve(ticket, talk)


def test_no_seat_with_the_ticket_of_another_fair(talk):
    with pytest.raises(reservations.TicketNotValid):
        reserve(seating.ticket(scenes.edition(number=2)), talk)


def test_nobody_is_in_two_rooms_at_once(fair, talk):
    ticket = seating.ticket(fair)
    mine = reserve(ticket, talk)
    other = seating.session(fair, "T2", starts_at=scenes.at(24, 14, 59))

    with pytest.raises(reservations.Elsewhere) as refused:
        reserve(ticket, other)

    assert refused.value.facts == {"session": "T1", "reservation": str(mine.uuid)}


def test_one_session_after_the_other_is_no_overlap(fair, talk):
    ticket = seating.ticket(fair)
    reserve(ticket, talk)

    assert reserve(ticket, seating.session(fair, "T2", hour=15)).state == "seat"
    assert reserve(ticket, seating.session(fair, "T0", hour=13)).state == "seat"


def test_a_cancelled_session_is_in_nobodys_way(fair, talk):
    ticket = seating.ticket(fair)
    reserve(ticket, talk)
    programme.cancel(talk, at=MORNING)

    assert reserve(ticket, seating.session(fair, "T2")).state == "seat"


# ---- swapping


def test_a_swap_gives_up_one_seat_for_another_and_the_line_moves_up(fair, talk):
    ticket, next_one = seating.ticket(fair), seating.ticket(fair)
    mine = reserve(ticket, talk)
    reserve(next_one, talk)
    other = seating.session(fair, "T2")

    swapped = reservations.swap(mine, other, at=MORNING)

    assert (swapped.session, swapped.state) == (other, "seat")
    assert seating.standing(talk) == [(next_one.pk, "seat")]


def test_a_swap_to_a_full_session_keeps_the_seat(fair, talk):
    ticket = seating.ticket(fair)
    mine = reserve(ticket, talk)
    other = seating.session(fair, "T2")
    reserve(seating.ticket(fair), other)

    with pytest.raises(reservations.SessionFull):
        reservations.swap(mine, other, at=MORNING)

    assert seating.standing(talk) == [(ticket.pk, "seat")]


def test_what_was_given_up_is_not_swapped(fair, talk):
    mine = reserve(seating.ticket(fair), talk)
    reservations.cancel(mine, at=MORNING)

    with pytest.raises(reservations.NotStanding):
        reservations.swap(mine, seating.session(fair, "T2"), at=MORNING)


# ---- giving up, and the line


def test_a_seat_given_up_goes_to_the_first_in_the_line(fair, lecture):
    seats = [reserve(seating.ticket(fair), lecture) for _ in range(3)]
    first, second = (
        reserve(seating.ticket(fair, email=f"{name}@example.org"), lecture)
        for name in ("first", "second")
    )
    Mail.objects.all().delete()

    reservations.cancel(seats[0], at=MORNING + timedelta(minutes=1))

    first.refresh_from_db()
    assert (first.state, first.seated_at) == ("seat", MORNING + timedelta(minutes=1))
    assert reservations.places([second.ticket]) == {second.pk: 1}
    assert letters() == [("reservation_moved_up", "first@example.org")]


def test_giving_up_twice_moves_up_one(fair, lecture):
    seats = [reserve(seating.ticket(fair), lecture) for _ in range(3)]
    [reserve(seating.ticket(fair), lecture) for _ in range(2)]

    for _ in range(2):
        reservations.cancel(seats[0], at=MORNING)

    assert reservations.of_one(lecture) == reservations.Seats(capacity=3, taken=3, waiting=1)


def test_leaving_the_line_moves_nobody_up(fair, talk):
    reserve(seating.ticket(fair), talk)
    waiting = reserve(seating.ticket(fair), talk)

    assert reservations.cancel(waiting, at=MORNING).state == "cancelled"
    assert reservations.of_one(talk) == reservations.Seats(capacity=1, taken=1)


def test_a_group_that_does_not_fit_keeps_its_place_and_those_behind_go_ahead(fair, lecture):
    seats = [reserve(seating.ticket(fair), lecture) for _ in range(3)]
    group = reserve(seating.ticket(fair, heads=2), lecture)
    behind = reserve(seating.ticket(fair), lecture)

    reservations.cancel(seats[0], at=MORNING)
    behind.refresh_from_db()
    assert behind.state == "seat"
    assert reservations.places([group.ticket]) == {group.pk: 1}

    for seat in seats[1:]:
        reservations.cancel(seat, at=MORNING)
    group.refresh_from_db()
    assert group.state == "seat"


def test_nothing_is_given_up_once_the_session_has_begun(fair, talk):
    mine = reserve(seating.ticket(fair), talk)

    with pytest.raises(reservations.SessionHasBegun):
        reservations.cancel(mine, at=talk.starts_at)

    assert reservations.cancel_all(mine.ticket.registration, at=talk.starts_at) == 0
    assert reservations.give_up(mine.ticket, at=talk.ends_at) == 0
    assert seating.standing(talk) == [(mine.ticket_id, "seat")]


def test_a_cancelled_registration_frees_all_its_seats(fair, talk):
    ticket, next_one = seating.ticket(fair), seating.ticket(fair)
    later = seating.session(fair, "T2", hour=16)
    reserve(ticket, talk)
    reserve(ticket, later)
    reserve(next_one, talk)

    assert reservations.cancel_all(ticket.registration, at=MORNING) == 2

    assert seating.standing(talk) == [(next_one.pk, "seat")]
    assert seating.standing(later) == []


def test_a_revoked_ticket_frees_its_seats(fair, talk):
    ticket, next_one = seating.ticket(fair), seating.ticket(fair)
    reserve(ticket, talk)
    reserve(next_one, talk)

    tickets.revoke(ticket, at=MORNING)

    assert seating.standing(talk) == [(next_one.pk, "seat")]


def test_a_replaced_ticket_keeps_its_seats_and_its_place_in_the_line(fair, talk):
    ticket, waiting = seating.ticket(fair), seating.ticket(fair)
    reserve(ticket, talk)
    reserve(waiting, talk)

    replaced = [registrations.replace_ticket(each, at=MORNING) for each in (ticket, waiting)]

    assert seating.standing(talk) == [(replaced[0].pk, "seat"), (replaced[1].pk, "waiting")]


def test_other_days_keep_the_seats_of_those_days_alone(fair, talk):
    ticket = seating.ticket(fair)
    reserve(ticket, talk)
    reserve(ticket, tomorrow := seating.session(fair, "T2", starts_at=scenes.at(25, 14)))
    fresh = seating.ticket(fair, first_day=2, last_day=2)

    [dropped] = reservations.carry_over(ticket, fresh, at=MORNING)

    assert (dropped.session, dropped.state) == (talk, "cancelled")
    assert seating.standing(tomorrow) == [(fresh.pk, "seat")]


def test_a_seat_of_the_past_is_not_carried_over(fair, talk):
    ticket, fresh = seating.ticket(fair), seating.ticket(fair)
    reserve(ticket, talk)

    assert reservations.carry_over(ticket, fresh, at=talk.ends_at) == []
    assert seating.standing(talk) == [(ticket.pk, "seat")]


# ---- by an organiser's hand


def test_a_seat_by_hand_is_one_that_is_free(fair, talk):
    given = reservations.give(seating.ticket(fair), talk, at=MORNING)
    assert given.state == "seat"

    with pytest.raises(reservations.SessionFull):
        reservations.give(seating.ticket(fair), talk, at=MORNING)


def test_a_seat_by_hand_goes_before_a_group_that_waits(fair, lecture):
    reserve(seating.ticket(fair, heads=2), lecture)
    group, single = seating.ticket(fair, heads=2), seating.ticket(fair)
    reserve(group, lecture)

    assert reservations.give(single, lecture, at=MORNING).state == "seat"
    with pytest.raises(reservations.SessionFull):
        reservations.give(group, lecture, at=MORNING)


def test_whoever_waits_is_given_a_seat_where_he_stands(fair, lecture):
    group, alone = seating.ticket(fair, heads=3), seating.ticket(fair)
    seat = reserve(alone, lecture)
    waiting = reserve(group, lecture)
    Reservation.objects.filter(pk=seat.pk).update(state="cancelled", cancelled_at=MORNING)

    assert reservations.give(group, lecture, at=MORNING) == waiting
    assert seating.standing(lecture) == [(group.pk, "seat")]


def test_whoever_loses_a_seat_to_an_organiser_is_told_once(fair, talk):
    seat = reserve(seating.ticket(fair), talk)

    for _ in range(2):
        reservations.take_back(seat, at=MORNING)

    assert [kind for kind, _to in letters()] == ["reservation_seat", "reservation_taken_back"]


# ---- what becomes of them when the session changes


def changed(session, **fields):
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    return reservations.follow_changes()


def told():
    return [kind for kind, _to in letters() if kind.startswith("session_")]


@pytest.fixture
def full(fair, talk):
    """A session with a seat and a line of one, whose people are named so."""
    for name in ("seat", "line"):
        reserve(seating.ticket(fair, email=f"{name}@example.org"), talk)
    return talk


def test_a_cancelled_session_is_told_once_to_seats_and_to_the_line(full):
    programme.cancel(full, at=MORNING)

    assert [reservations.follow_changes(), reservations.follow_changes()] == [1, 0]
    assert letters()[-2:] == [
        ("session_cancelled", "seat@example.org"),
        ("session_cancelled", "line@example.org"),
    ]


def test_a_session_that_takes_place_after_all_is_told_too(full):
    changed(full, cancelled_at=MORNING)
    changed(full, cancelled_at=None)

    assert told() == ["session_cancelled"] * 2 + ["session_moved"] * 2


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": scenes.at(24, 15), "ends_at": scenes.at(24, 16)},
        {"ends_at": scenes.at(24, 16)},
        {"room": "대강당"},
    ],
)
def test_a_session_that_was_moved_is_told(fair, fields):
    talk = seating.session(fair)
    reserve(seating.ticket(fair), talk)

    assert changed(talk, **fields) == 1
    assert told() == ["session_moved"]


def test_moved_there_and_back_is_told_twice(full):
    changed(full, room="대강당")
    changed(full, room="T1")

    assert told() == ["session_moved"] * 4


def test_other_words_are_no_news(full):
    assert changed(full, title_ko="다른 제목", summary_ko="새 요약") == 0
    assert told() == []


def test_a_room_that_grew_takes_the_line_in_and_tells_nobody_else(full):
    changed(full, capacity=5)

    assert reservations.of_one(full) == reservations.Seats(capacity=5, taken=2)
    assert letters()[-1] == ("reservation_moved_up", "line@example.org")
    assert told() == []


def test_nobody_loses_a_seat_where_the_room_shrank_and_nobody_gets_one(fair):
    talk = seating.session(fair, capacity=3)
    seats = [reserve(seating.ticket(fair), talk) for _ in range(3)]
    changed(talk, capacity=1)

    assert len(seating.standing(talk)) == 3
    waiting = reserve(seating.ticket(fair), talk)
    reservations.cancel(seats[0], at=MORNING)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_whoever_reserves_makes_a_change_known_at_once(fair, full):
    full.capacity = 5
    full.save()

    assert reserve(seating.ticket(fair), full).state == "seat"
    assert [state for _ticket, state in seating.standing(full)] == ["seat"] * 3


def test_nobody_is_told_of_a_session_that_is_over(full, fair):
    editions.set_clock(fair, full.ends_at, rate=0)

    assert changed(full, room="대강당") == 1
    assert told() == []


def test_nobody_moves_up_to_a_day_on_which_his_ticket_does_not_admit(fair, talk):
    reserve(seating.ticket(fair), talk)
    waiting = reserve(seating.ticket(fair, first_day=1, last_day=1), talk)
    changed(talk, starts_at=scenes.at(25, 11), ends_at=scenes.at(25, 12), capacity=5)

    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_seats_of_a_crowd_that_was_written_at_once_are_followed_from_the_first_sweep(fair, talk):
    Reservation.objects.create(
        edition=fair, session=talk, ticket=seating.ticket(fair), state="seat", asked_at=MORNING
    )

    assert [reservations.follow_changes(), changed(talk, room="대강당")] == [1, 1]
    assert told() == ["session_moved"]


def test_a_session_with_reservations_is_cancelled_and_not_deleted(full):
    with pytest.raises(ProtectedError):
        full.delete()

    empty = seating.session(full.edition, "T9", hour=10)
    reservations.fill(empty, at=MORNING)
    assert empty.delete()[0] == 1


# ---- counting


@pytest.mark.parametrize("size", [1, 50])
def test_seats_of_any_number_of_sessions_are_one_query(fair, size, django_assert_num_queries):
    sessions = [seating.session(fair, f"N{n}", capacity=n + 1) for n in range(size)]
    reserve(seating.ticket(fair), sessions[0])

    with django_assert_num_queries(1):
        counted = reservations.seats_of(sessions)

    assert [counted[one.pk].left for one in sessions] == [0, *range(2, size + 1)]


@pytest.mark.parametrize("size", [1, 20])
def test_reserving_costs_the_same_however_many_have_seats(fair, size, django_assert_num_queries):
    talk = seating.session(fair, capacity=size + 1)
    for _ in range(size):
        reserve(seating.ticket(fair), talk)
    ticket = seating.ticket(fair)

    with django_assert_num_queries(15):
        reserve(ticket, talk)
