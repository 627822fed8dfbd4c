"""How whole days went, by quarters of an hour: nothing is lost on the way to a day's entries."""

from datetime import date, datetime

import pytest

from tests.dashboard.scenes import SEOUL, counted_fair
from tests.visitors import a_fair
from visitors import attendance

pytestmark = pytest.mark.django_db

FIRST, SECOND, LAST = a_fair.DAYS


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def edition(fair):
    return fair.edition


def test_the_quarters_of_each_day_sum_to_its_entries(edition):
    told = attendance.rhythms(edition, a_fair.DAYS)

    assert {day: sum(rhythm.values()) for day, rhythm in told.items()} == {
        FIRST: 4,
        SECOND: 3,
        LAST: 1,
    }


def test_a_quarter_has_the_entries_of_its_fifteen_minutes(edition):
    rhythm = attendance.rhythms(edition, [FIRST])[FIRST]

    at_ten = datetime(2023, 11, 23, 10, tzinfo=SEOUL)
    assert (rhythm[at_ten], len(rhythm)) == (2, 3)  # 10:05 and 10:06; 12:00; 14:10


def test_only_the_days_that_are_asked_for_are_told(edition):
    assert list(attendance.rhythms(edition, [SECOND, date(2023, 12, 1)])) == [SECOND]
    assert attendance.rhythms(edition, []) == {}


def test_doors_of_halls_are_no_entrances(fair):
    fair.ticket("new", "somebody new")
    fair.scan("new", "4B", "25T02:30")
    attendance.count_new(fair.edition.pk)

    assert sum(attendance.rhythms(fair.edition, [LAST])[LAST].values()) == 1
