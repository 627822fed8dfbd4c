"""One show day hour by hour: booths by their entries, halls by the people inside."""

from datetime import date, timedelta

import pytest

from expo import editions
from expo.models import Edition
from tests.dashboard.scenes import at
from tests.factories import ObservationFactory
from tests.visitors import a_fair
from visitors import attendance, figures
from visitors.attendance import booth_hours_on, hall_hours_on
from visitors.figures import Inside

pytestmark = pytest.mark.django_db

FRIDAY = date(2023, 11, 24)
HOURS = [at(24, hour) for hour in range(10, 15)]


@pytest.fixture
def fair():
    fair = a_fair.open_fair(reentry="free")
    editions.set_clock(fair.edition, to=at(24, 14, 30), rate=0)
    for badge in ("a", "b", "c"):
        fair.ticket(badge, f"person of {badge}")
    return fair


def counted(fair):
    attendance.count_new(fair.edition.pk)
    return Edition.objects.get(pk=fair.edition.pk)


def steps(*told):
    return [
        Inside(at(24, hour, minute), people, is_observed=False) for hour, minute, people in told
    ]


def test_a_stretch_knows_who_was_inside_when_it_began():
    told = figures.most_within(steps((10, 5, 3), (10, 50, 1), (12, 10, 2)), HOURS)

    assert told == [3, 1, 2, 2, 2]


def test_what_happens_at_the_full_hour_belongs_to_it():
    assert figures.most_within(steps((11, 0, 4), (12, 0, 0)), HOURS) == [0, 4, 0, 0, 0]


def test_without_a_scan_nobody_is_inside_and_without_hours_nothing_is_told():
    assert figures.most_within([], HOURS) == [0] * 5
    assert figures.most_within(steps((10, 5, 3)), []) == []


def test_booths_are_told_by_the_hour_and_by_their_entries(fair):
    for minute in (5, 20, 59):
        fair.scan("a", "A-01", at(24, 11, minute))
    fair.scan("b", "A-01", at(24, 13, 0))
    fair.scan("c", "A-01", at(23, 11, 0))  # on another day

    told = booth_hours_on(counted(fair), FRIDAY)

    assert [(row.booth, row.hour.hour, row.entries) for row in told] == [
        ("A-01", 11, 3),
        ("A-01", 13, 1),
    ]


def test_the_hours_of_a_booth_sum_to_its_entries_of_the_day(fair):
    for number in range(30):
        fair.scan("abc"[number % 3], "A-01", at(24, 10) + timedelta(minutes=11 * number))
    edition = counted(fair)

    hours = sum(row.entries for row in booth_hours_on(edition, FRIDAY))

    assert hours == sum(row.entries for row in attendance.booth_days(edition) if row.day == FRIDAY)


def test_a_hall_is_told_by_the_most_people_of_each_hour(fair):
    fair.scan("a", "4B", at(24, 10, 5))
    fair.scan("b", "4B", at(24, 10, 6))
    fair.scan("a", "4B", at(24, 10, 50), "out")
    fair.scan("c", "4B", at(24, 12, 30))

    assert hall_hours_on(counted(fair), FRIDAY, HOURS) == [
        attendance.HallHours("4B", [2, 1, 2, 2, 2])
    ]


def test_a_headcount_in_a_hall_counts_from_its_hour_on(fair):
    fair.scan("a", "4B", at(24, 10, 5))
    edition = counted(fair)
    ObservationFactory(
        edition=edition, area=fair.areas["hall"], observed_at=at(24, 12, 15), count=40
    )

    assert hall_hours_on(edition, FRIDAY, HOURS)[0].most == [1, 1, 40, 40, 40]


def test_a_day_without_a_scan_is_empty(fair):
    edition = counted(fair)

    assert booth_hours_on(edition, date(2023, 11, 25)) == []
    assert hall_hours_on(edition, date(2023, 11, 25), [at(25, 10)])[0].most == [0]


@pytest.mark.parametrize("scans", [1, 40])
def test_hours_cost_the_same_for_any_number_of_scans(fair, scans, django_assert_num_queries):
    for number in range(scans):
        fair.scan("a", "A-01", at(24, 10) + timedelta(minutes=2 * number))
        fair.scan("a", "4B", at(24, 10) + timedelta(minutes=2 * number))
    edition = counted(fair)

    with django_assert_num_queries(1):
        booth_hours_on(edition, FRIDAY)
    with django_assert_num_queries(4):
        hall_hours_on(edition, FRIDAY, HOURS)
