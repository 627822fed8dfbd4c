"""Booth visits by sector: whose booth it was on the day."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from booths.models import Sector
from expo.dashboard.sectors import by_sector
from tests.factories import (
    AssignmentFactory,
    ExhibitorFactory,
    ParticipationFactory,
    SpaceFactory,
)
from tests.visitors.a_fair import open_fair
from visitors import attendance

pytestmark = pytest.mark.django_db


def test_a_visit_counts_for_the_sector_that_had_the_booth_on_that_day():
    fair = open_fair()
    space = SpaceFactory(edition=fair.edition, code="A-01")
    for sector, day in ((Sector.PUBLIC, 23), (Sector.PRIVATE, 24)):
        body = ExhibitorFactory(edition=fair.edition, sector=sector)
        AssignmentFactory(
            space=space,
            participation=ParticipationFactory(edition=fair.edition, exhibitor=body),
            days=DateRange(date(2023, 11, day), date(2023, 11, day + 1)),
        )
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    for badge, moment in (
        ("A", "23T02:00"),
        ("A", "24T02:00"),
        ("B", "24T02:00"),
        ("B", "25T02:00"),
    ):
        fair.scan(badge, "A-01", moment)
    attendance.count_new(fair.edition.pk)

    visits = {row["sector"]: (row["booths"], row["visits"]) for row in by_sector(fair.edition)}

    assert visits == {"public": (1, 1), "private": (1, 2), "unknown": (1, 1)}
