"""Sessions against their seats, visitors by their registration and class: rows as they are told."""

import pytest

from expo import editions
from tests.factories import RegistrationFactory, ReservationFactory
from tests.visitors.a_fair import open_fair, store_worked_example, utc
from visitors import attendance
from visitors.attendance import BREAKDOWNS

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, utc("26T00:00"), rate=0)
    return fair


def rows(fair, by):
    attendance.catch_up(fair.edition.pk)
    return BREAKDOWNS[by](fair.edition, None)


def reserve(fair, badge, state="seat", asked="20T00:00"):
    ReservationFactory(
        edition=fair.edition,
        session=fair.areas["session"].session,
        ticket=fair.tickets[badge],
        state=state,
        asked_at=utc(asked),
    )


def test_a_session_tells_who_of_its_reservations_came_and_who_came_without(fair):
    for badge in ("seated", "absent", "waiting", "nobody"):
        fair.ticket(badge, badge)
    fair.ticket("group", heads=9)
    reserve(fair, "seated")
    reserve(fair, "absent")
    reserve(fair, "group")
    reserve(fair, "waiting", "waiting")
    for badge in ("seated", "waiting", "nobody", "group"):
        fair.scan(badge, "S1", "23T02:00")

    (row,) = rows(fair, "session")

    seats = ("reserved", "came", "no_shows", "without_seat")
    assert [row[name] for name in seats] == [3, 2, 1, 2]
    assert (row["visits"], row["unidentified"], row["capacity"]) == (3, 9, 100)


def test_a_seat_is_taken_with_the_badge_of_a_merged_registration(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    reserve(fair, "A")
    fair.scan("B", "S1", "23T02:00")
    fair.merge("p2", "p1", at="23T03:00")

    (row,) = rows(fair, "session")

    assert (row["came"], row["without_seat"]) == (1, 0)


def test_a_past_moment_knows_no_later_reservation(fair):
    fair.ticket("A", "p1")
    reserve(fair, "A", asked="23T05:00")
    fair.scan("A", "S1", "23T02:00")

    (row,) = BREAKDOWNS["session"](fair.edition, utc("23T04:00"))

    assert (row["reserved"], row["without_seat"]) == (0, 1)


def test_a_rooms_fullest_moment_is_that_of_all_its_days(fair):
    for badge in "AB":
        fair.ticket(badge, badge)
        fair.scan(badge, "4B", "23T02:00")
    fair.scan("A", "4B", "24T02:00")

    (row,) = rows(fair, "hall")

    assert row["peak"] == {
        "area": "hall:4B",
        "people": 2,
        "at": "2023-11-23T11:00:00+09:00",
        "is_observed": False,
    }
    assert row["occupancy"]["people"] == 0  # the fair is over


def test_first_visits_and_those_of_who_came_again_sum_to_the_visits(fair):
    store_worked_example(fair)

    told = rows(fair, "visit")

    words = ("visits", "first_visits", "repeat_visits", "unidentified")
    assert [tuple(row[word] for word in words) for row in told] == [
        (3, 3, 0, 12),
        (3, 1, 2, 0),
        (1, 0, 1, 0),
    ]


def test_who_is_found_to_have_come_before_makes_no_first_visit_any_more(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "24T02:00")
    assert [row["first_visits"] for row in rows(fair, "visit")] == [1, 1, 0]

    fair.merge("p2", "p1")
    assert [row["first_visits"] for row in rows(fair, "visit")] == [1, 0, 0]


def test_the_visits_by_registration_are_of_every_day_on_which_they_came(fair):
    for name in ("twice", "nobody knows"):
        fair.ticket(name, name)
    register(fair, "twice")
    for moment in ("23T02:00", "23T06:00", "24T02:00"):
        fair.scan("twice", "E1", moment)
    fair.scan("nobody knows", "E1", "23T02:00")

    told = {row["registration"]: row["visits"] for row in rows(fair, "registration")}

    assert told == {"advance": 2, "on_site": 0, "invited": 0, "unknown": 1}


def test_the_classes_sum_to_the_visits(fair):
    store_worked_example(fair)

    told = {row["class"]: row for row in rows(fair, "class")}

    assert [told[name]["person_days"] for name in ("visitor", "exhibitor", "media")] == [7, 2, 1]
    assert sum(row["visits"] for row in told.values()) == 7
    assert told["group"]["unidentified"] == 12


def register(fair, name, source="advance", **fields):
    RegistrationFactory(
        edition=fair.edition,
        person=fair.person(name),
        source=source,
        registered_at=utc("10T00:00"),
        **fields,
    )


def test_the_visitors_by_registration_with_the_unknown_ones_are_all_visitors(fair):
    for name in ("came", "came too", "cancelled", "walked in", "nobody knows"):
        fair.ticket(name, name)
        fair.scan(name, "E1", "23T02:00")
    for name in ("came", "came too", "stayed away"):
        register(fair, name)
    register(fair, "came too", "on_site")  # and once more at the desk
    register(fair, "cancelled", cancelled_at=utc("20T00:00"))
    register(fair, "walked in", "on_site")

    told = {row["registration"]: row for row in rows(fair, "registration")}

    assert {name: row["visitors"] for name, row in told.items()} == {
        "advance": 3,
        "on_site": 1,
        "invited": 0,
        "unknown": 1,
    }
    assert sum(row["visits"] for row in told.values()) == 5
    advance = told["advance"]
    assert [advance[name] for name in ("registered", "cancelled", "converted")] == [3, 1, 2]
    assert advance["conversion"] == pytest.approx(2 / 3)
    assert told["invited"]["conversion"] is None


def test_a_past_moment_knows_no_later_registration_and_no_later_cancellation(fair):
    register(fair, "later cancelled", cancelled_at=utc("24T00:00"))

    told = [
        next(iter(BREAKDOWNS["registration"](fair.edition, utc(moment))))
        for moment in ("23T00:00", "25T00:00")
    ]

    assert [(row["registered"], row["cancelled"]) for row in told] == [(1, 0), (0, 1)]


def test_a_group_leader_whose_badge_has_no_name_is_not_expected(fair):
    register(fair, "leader", ticket_class="group", heads=12)

    assert next(iter(rows(fair, "registration")))["registered"] == 0
