"""Where in its life a fair is: from its opening hours and a moment, nothing else."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from expo.dashboard.moments import Phase, moment
from expo.show_days import Hours

SEOUL = ZoneInfo("Asia/Seoul")


def at(day, hour, minute=0):
    return datetime(2023, 11, day, hour, minute, tzinfo=SEOUL)


DAYS = [Hours(at(23, 10), at(23, 18)), Hours(at(24, 10), at(24, 18)), Hours(at(25, 10), at(25, 17))]


@pytest.mark.parametrize(
    ("now", "phase", "day", "days_left"),
    [
        (at(11, 9), Phase.BEFORE, 1, 12),
        (at(22, 23, 59), Phase.BEFORE, 1, 1),
        (at(23, 0), Phase.OPENS_TODAY, 1, 0),
        (at(23, 10), Phase.OPEN, 1, 0),
        (at(23, 17, 59), Phase.OPEN, 1, 0),
        (at(23, 18), Phase.CLOSED_TODAY, 2, 1),
        (at(24, 9), Phase.OPENS_TODAY, 2, 0),
        (at(25, 16, 59), Phase.OPEN, 3, 0),
    ],
)
def test_a_moment_knows_the_day_that_runs_or_comes_next(now, phase, day, days_left):
    found = moment(DAYS, now)

    assert (found.phase, found.day, found.days_left) == (phase, day, days_left)
    assert found.hours == DAYS[day - 1]


def test_after_the_last_closing_the_fair_is_over():
    assert moment(DAYS, at(25, 17)).is_over


def test_a_fair_without_days_is_undated_and_has_no_hours():
    found = moment([], at(25, 17))

    assert (found.phase, found.hours) == (Phase.UNDATED, None)


def test_the_day_is_the_fairs_own_whatever_zone_the_moment_is_told_in():
    evening_in_utc = at(23, 0, 30).astimezone(ZoneInfo("UTC"))  # still the 22nd there

    assert moment(DAYS, evening_in_utc).phase is Phase.OPENS_TODAY
