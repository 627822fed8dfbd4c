"""The figures taken apart: hours that come twice, classes, seats, sectors, conversion."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.visitors.test_figures import count, group, scan
from tests.visitors.worked_example import PEOPLE, RULES, SCANS
from visitors import figures
from visitors.figures import Attendance, BoothVisits, ClassFigures, Conversion, OpenDay, Rules

LONDON = ZoneInfo("Europe/London")


def by_class(*scans, people):
    return figures.by_class(figures.read(scans, people, RULES))


def test_the_worked_example_by_class():
    told = figures.by_class(figures.read(SCANS, PEOPLE, RULES))

    assert told == {
        "visitor": ClassFigures(7),
        "exhibitor": ClassFigures(2),
        "media": ClassFigures(1),
        "staff": ClassFigures(1),
        "group": ClassFigures(0, unidentified=12),
    }


def test_the_worked_example_by_gate():
    told = figures.by_gate(figures.count(SCANS, PEOPLE, RULES).flows)

    assert {gate: (flow.entries, flow.conflicts) for gate, flow in told.items()} == {
        "E1": (8, 0),
        "E2": (0, 1),
    }


def test_an_hour_that_comes_twice_is_two_hours():
    rules = Rules("Europe/London", [OpenDay(date(2023, 10, 28), time(10), time(18))])
    seen = (scan(datetime(2023, 10, 29, hour, 15, tzinfo=UTC)) for hour in (0, 1))

    told = figures.by_hour(count(*seen, rules=rules).flows, LONDON)

    assert [hour.isoformat() for _day, hour in sorted(told)] == [
        "2023-10-29T01:00:00+01:00",
        "2023-10-29T01:00:00+00:00",
    ]


def test_a_visit_with_two_kinds_of_badges_is_of_the_first_class():
    seen = scan("23T02:00", badge="B", badge_class="group"), scan("23T03:00")

    assert by_class(*seen, people={"A": "p1", "B": "p1"}) == {"visitor": ClassFigures(1)}


def test_a_class_whose_entry_made_no_visit_makes_no_class_of_it():
    seen = scan("23T09:30"), scan("23T02:00", badge="B", badge_class="group")  # after closing

    assert by_class(*seen, people={"A": "p1", "B": "p1"}) == {"group": ClassFigures(1)}


def test_a_helper_who_also_visits_is_a_person_day_of_both():
    seen = scan("23T02:00", badge_class="staff"), scan("23T03:00", badge="B")

    told = by_class(*seen, people={"A": "p1", "B": "p1"})

    assert told == {"visitor": ClassFigures(1), "staff": ClassFigures(1)}


def attendance(*scans, reserved, people):
    return figures.attendance(figures.read(scans, people, RULES), people, reserved)


def test_a_seat_is_taken_by_its_holder_with_whatever_badge():
    people = {"A": "p1", "B": "p1", "C": "p2", "D": "p3"}

    told = attendance(
        scan("23T02:00", badge="B"),
        scan("23T02:00", badge="D"),
        reserved=["A", "C"],
        people=people,
    )

    assert told == Attendance(reserved=2, came=1, without_seat=1)
    assert told.no_shows == 1


def test_staff_in_the_room_are_no_visitors_without_a_seat_and_may_hold_one():
    seen = scan("23T02:00", badge_class="staff"), scan("23T02:00", badge="B", badge_class="staff")

    told = attendance(*seen, reserved=["A"], people={"A": "p1", "B": "p2"})

    assert told == Attendance(reserved=1, came=1, without_seat=0)


def test_a_groups_seat_is_taken_by_its_badge():
    told = attendance(
        group("23T02:00", heads=9), reserved=["G", "H"], people={"G": None, "H": None}
    )

    assert told == Attendance(reserved=2, came=1, without_seat=0)


def test_booth_visits_follow_the_sector_of_the_day():
    booths = {"A-01": count(scan("23T02:00"), scan("24T02:00"), scan("25T02:00"))}
    given = {("A-01", date(2023, 11, 23)): "public", ("A-01", date(2023, 11, 24)): "private"}

    told = figures.by_sector(booths, lambda booth, day: given.get((booth, day)))

    assert told == dict.fromkeys(["public", "private", "unknown"], BoothVisits(1, 1, 0))


@pytest.mark.parametrize(
    ("registered", "cancelled", "told", "share"),
    [
        ({"p1", "p2", "p3", "p4"}, {"p4"}, Conversion(3, 2), 2 / 3),
        ({"p1", "p2"}, {"p1"}, Conversion(1, 1), 1.0),  # came after all, and is in neither
        (set(), set(), Conversion(0, 0), None),
    ],
)
def test_conversion_is_of_those_who_registered_and_did_not_cancel(
    registered, cancelled, told, share
):
    found = figures.conversion({"p1", "p2", "p9"}, registered, cancelled)

    assert (found, found.share) == (told, share)
