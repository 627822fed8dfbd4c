from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation

from expo import show_days
from expo.models import Edition
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


# The day boundary lies outside the opening hours


def test_a_show_day_that_opens_before_the_day_boundary_is_refused_by_the_database():
    edition = EditionFactory(day_boundary=time(4))

    with pytest.raises(IntegrityError, match="day boundary would lie inside"), transaction.atomic():
        ShowDayFactory(edition=edition, opens=time(3, 59))

    assert ShowDayFactory(edition=edition, opens=time(4)).pk


def test_a_day_boundary_moved_into_the_opening_hours_is_refused_by_the_database():
    edition = ShowDayFactory(opens=time(10)).edition
    ShowDayFactory(edition=edition, date=LAST_DAY, opens=time(9))

    with pytest.raises(IntegrityError, match="day boundary would lie inside"), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(day_boundary=time(9, 1))

    assert Edition.objects.filter(pk=edition.pk).update(day_boundary=time(9)) == 1


def test_a_day_boundary_inside_the_opening_hours_is_told_beside_its_field():
    edition = ShowDayFactory(opens=time(9, 30)).edition
    edition.day_boundary = time(10)

    with pytest.raises(ValidationError) as told, translation.override("ko"):
        edition.full_clean()

    assert told.value.message_dict == {
        "day_boundary": [
            "09:30에 여는 개최일이 있습니다. 일자 경계는 그 시각이거나 그보다 일러야 합니다."
        ]
    }


def test_no_two_show_days_of_an_edition_overlap():
    edition = ShowDayFactory().edition

    with pytest.raises(IntegrityError, match="stands_once_in_an_edition"), transaction.atomic():
        ShowDayFactory(edition=edition, opens=time(20), closes=time(21))
