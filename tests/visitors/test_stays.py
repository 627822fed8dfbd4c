"""How long people stay: told of those whose way out was scanned, with how many these are."""

from datetime import date, timedelta

import pytest

from tests.visitors.test_figures import scan
from tests.visitors.worked_example import PEOPLE, RULES, SCANS
from visitors import figures
from visitors.figures import Stays

THE_23RD = date(2023, 11, 23)
HALF_AN_HOUR = 30 * 60


def stays(*scans, people=None):
    people = people or {seen.badge: f"person of {seen.badge}" for seen in scans}
    return figures.stays(figures.read(scans, people, RULES))


def test_a_stay_lasts_from_the_scan_in_to_the_scan_out():
    told = stays(scan("23T02:00:10"), scan("23T02:30:10", "out"))

    assert told == {THE_23RD: Stays(people_in=1, people=1, seconds=HALF_AN_HOUR)}
    assert (told[THE_23RD].mean_minutes, told[THE_23RD].known_share) == (30.0, 1.0)


def test_who_left_unseen_is_no_stay_until_the_evening_and_told_as_unknown():
    told = stays(scan("23T02:00"), scan("23T02:30", "out"), scan("23T02:00", badge="B", id="b"))[
        THE_23RD
    ]

    assert (told.mean_minutes, told.known_share) == (30.0, 0.5)


def test_who_came_in_twice_stayed_since_he_came_in_last():
    told = stays(scan("23T01:00"), scan("23T03:00"), scan("23T03:30", "out"))[THE_23RD]

    assert told == Stays(people_in=2, people=1, seconds=HALF_AN_HOUR)


def test_a_way_out_without_a_way_in_ends_nothing():
    assert stays(scan("23T03:00", "out")) == {}
    assert stays(scan("23T02:00"), scan("23T02:10", "out"), scan("23T02:40", "out")) == {
        THE_23RD: Stays(1, 1, 600)
    }


def test_two_stays_of_one_badge_are_two():
    told = stays(
        scan("23T02:00"), scan("23T02:10", "out"), scan("23T04:00"), scan("23T04:20", "out")
    )[THE_23RD]

    assert told == Stays(people_in=2, people=2, seconds=HALF_AN_HOUR)


def test_a_group_stays_with_all_its_heads():
    seen = [
        scan("23T02:00", badge="G", badge_class="group", heads=12),
        scan("23T02:30", "out", badge="G", badge_class="group", heads=12),
    ]

    told = stays(*seen, people={"G": None})[THE_23RD]

    assert told == Stays(12, 12, 12 * HALF_AN_HOUR)
    assert told.mean_minutes == 30.0


def test_a_stay_ends_with_its_show_day():
    told = stays(scan("23T08:59"), scan("24T01:00", "out"))

    assert told == {THE_23RD: Stays(people_in=1)}


@pytest.mark.parametrize("changes", [{"outcome": "refused"}, {"voided": True}])
def test_a_scan_that_does_not_stand_ends_no_stay(changes):
    told = stays(scan("23T02:00"), scan("23T02:30", "out", **changes))

    assert told == {THE_23RD: Stays(people_in=1)}


def test_a_repeat_reading_is_nobody_else():
    told = stays(scan("23T02:00:00"), scan("23T02:00:20"), scan("23T02:30:20", "out"))[THE_23RD]

    assert (told.people_in, told.people) == (1, 1)


def test_of_nobody_there_is_no_mean():
    nobody = Stays()

    assert (nobody.mean_minutes, nobody.known_share) == (None, None)
    assert Stays(people_in=3).mean_minutes is None
    assert Stays(people_in=3).known_share == 0.0


def test_a_group_of_which_more_leave_than_came_is_known_whole():
    assert Stays(people_in=10, people=12, seconds=60).known_share == 1.0


def test_the_worked_example_knows_the_end_of_one_stay():
    told = figures.stays(figures.read(SCANS, PEOPLE, RULES))

    assert sum(told.values(), Stays()) == Stays(
        people_in=24, people=1, seconds=int(timedelta(hours=2, minutes=55).total_seconds())
    )
