from datetime import UTC, date, datetime

import pytest

from expo import show_days
from tests.factories import LAST_DAY, EditionFactory, ShowDayFactory

pytestmark = pytest.mark.django_db


def test_the_opening_hours_are_those_of_the_editions_own_clock():
    day = ShowDayFactory(edition__timezone="Asia/Seoul")

    (hours,) = show_days.opening_hours(day.edition)

    assert hours.opens == datetime(2023, 11, 23, 1, tzinfo=UTC)
    assert hours.closes == datetime(2023, 11, 23, 9, tzinfo=UTC)


def test_the_first_and_the_last_day_whatever_their_order_of_entry():
    last = ShowDayFactory(date=LAST_DAY)
    ShowDayFactory(edition=last.edition, date=date(2023, 11, 23))

    assert show_days.first_and_last(last.edition) == (date(2023, 11, 23), LAST_DAY)


def test_an_edition_without_days_says_so():
    with pytest.raises(show_days.NoShowDays):
        show_days.first_and_last(EditionFactory())
