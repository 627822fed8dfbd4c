"""Booth visits by booth: under the name of whoever had the booth on the day."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from expo.dashboard.booth_visits import by_booth
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    ExhibitorFactory,
    ParticipationFactory,
    SpaceFactory,
)
from tests.visitors.a_fair import open_fair, utc
from visitors import attendance

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return open_fair()


def give(fair, space, exhibitor, first, last):
    AssignmentFactory(
        space=space,
        participation=ParticipationFactory(edition=fair.edition, exhibitor=exhibitor),
        days=DateRange(date(2023, 11, first), date(2023, 11, last + 1)),
    )


def visits(rows):
    return [(row["booth"], row["exhibitor"], row["visits"]) for row in rows]


def test_a_booth_has_a_row_for_each_who_had_it_and_for_the_days_it_stood_empty(fair):
    space = SpaceFactory(edition=fair.edition, code="A-01")
    first, second = (ExhibitorFactory(edition=fair.edition, code=code) for code in ("one", "two"))
    give(fair, space, first, 23, 23)
    give(fair, space, second, 24, 24)
    fair.ticket("A", "p1")
    for day in (23, 24, 25):
        fair.scan("A", "A-01", f"{day}T02:00")
    attendance.count_new(fair.edition.pk)

    told = by_booth(fair.edition)

    assert visits(told) == [("A-01", "one", 1), ("A-01", "two", 1), ("A-01", None, 1)]
    assert told[-1]["sector"] == "unknown"
    assert visits(by_booth(fair.edition, utc("24T01:00")))[1] == ("A-01", "two", 0)


def test_a_booth_that_nobody_visited_or_has_is_told_as_well(fair):
    AreaFactory(edition=fair.edition, code="B-01")
    body = ExhibitorFactory(edition=fair.edition, code="one")
    give(fair, SpaceFactory(edition=fair.edition, code="B-01"), body, 23, 25)

    assert visits(by_booth(fair.edition)) == [("A-01", None, 0), ("B-01", "one", 0)]
