"""How full places were: quarter by quarter of a day, and at their fullest on every day."""

from datetime import date, timedelta

import pytest

from expo import editions
from tests.dashboard.scenes import at, counted_fair
from visitors import attendance, capacity_warnings
from visitors.attendance import Knowledge

pytestmark = pytest.mark.django_db

SATURDAY = date(2023, 11, 25)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def fair():
    return counted_fair()


@pytest.fixture
def watched(fair):
    return capacity_warnings.watched(fair.edition)


def test_every_quarter_tells_the_most_of_its_minutes(fair, watched):
    area = watched[0]

    told = attendance.course(area, SATURDAY)

    for quarter in told.quarters:
        if quarter.most is None:
            assert quarter.starts > editions.now(fair.edition)
            continue
        minutes = [quarter.starts + number * MINUTE for number in range(15)]
        inside = [attendance.inside(area, moment).people for moment in minutes]
        assert quarter.most >= max(inside)
    known = [quarter.most for quarter in told.quarters if quarter.most is not None]
    assert (
        max(known) == told.peak.people == attendance.days_of(area, at(25, 18))[SATURDAY].peak.people
    )


def test_a_day_on_which_nobody_was_there_has_its_opening_hours_and_no_peak(fair, watched):
    hall = watched[-1]

    told = attendance.course(hall, date(2023, 11, 23))

    opens = [f"{quarter.starts.astimezone(fair.edition.tz):%H:%M}" for quarter in told.quarters]
    assert (told.peak, {quarter.most for quarter in told.quarters}) == (None, {0})
    assert (opens[0], opens[-1]) == (
        f"{told.day.opens.astimezone(fair.edition.tz):%H:%M}",
        f"{(told.day.closes - 15 * MINUTE).astimezone(fair.edition.tz):%H:%M}",
    )


def test_a_day_that_is_no_show_day_has_no_course(watched):
    assert attendance.course(watched[0], date(2023, 12, 24)) is None


def test_the_days_of_all_places_are_those_of_each(fair, watched):
    told = attendance.days_of_areas(fair.edition, watched)

    now = editions.now(fair.edition)
    for area in watched:
        mine = {one.day: one.inside for one in told if one.area == area}
        assert mine == attendance.days_of(area, now)


def test_the_days_of_a_past_moment_are_what_was_known_then(fair, watched):
    then = at(24, 12)

    told = attendance.days_of_areas(fair.edition, watched[:1], then)

    known = attendance.days_known(fair.edition, Knowledge.at(then))
    assert {one.day: one.inside for one in told} == known
    assert [one.day.day for one in told] == [23, 24]
