from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from booths import assignments, exhibitors
from expo.models import Edition
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ParticipationFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory()


def test_the_reference_edition_has_93_spaces_and_99_bodies():
    call_command("seed")

    floor = exhibitors.floor(Edition.objects.get())

    assert (floor.spaces, floor.public_spaces, floor.private_spaces) == (93, 61, 32)
    assert (floor.bodies, floor.public_bodies, floor.private_bodies) == (99, 69, 30)
    assert floor.free_spaces == 0
    assert round(floor.private_share_of_spaces * 100) == 34
    assert round(floor.private_share_of_bodies * 100) == 30


def test_spaces_and_bodies_are_counted_apart(edition):
    main = ParticipationFactory(edition=edition)
    AssignmentFactory.create_batch(2, space__edition=edition, participation=main)
    CoParticipationFactory.create_batch(3, edition=edition, main=main)

    floor = exhibitors.floor(edition)

    assert (floor.spaces, floor.bodies) == (2, 4)


def test_a_represented_company_is_never_counted(edition):
    main = ParticipationFactory(edition=edition)
    CoParticipationFactory(edition=edition, main=main, role="represented")

    assert exhibitors.floor(edition).bodies == 1


def test_net_space_is_the_area_of_what_is_given_away(edition):
    SpaceFactory(edition=edition, x=0, y=0, width=6, depth=6)
    held = AssignmentFactory(space__edition=edition, space__x=0, space__width=6)
    AssignmentFactory(
        space=held.space,
        participation=held.participation,
        days=DateRange(date(2023, 11, 26), date(2023, 11, 27)),
    )
    back = AssignmentFactory(space__edition=edition)
    assignments.release(back, at=datetime(2023, 11, 20, tzinfo=UTC))

    floor = exhibitors.floor(edition)

    assert floor.net_area == Decimal(18)
    assert (floor.spaces, floor.free_spaces) == (3, 2)


def test_an_empty_edition_has_no_shares(edition):
    floor = exhibitors.floor(edition)

    assert floor.net_area == 0
    assert floor.private_share_of_spaces is None
    assert floor.private_share_of_bodies is None


@pytest.mark.parametrize("size", [1, 50])
def test_counting_costs_three_queries_at_any_size(edition, size, django_assert_num_queries):
    AssignmentFactory.create_batch(size, space__edition=edition)

    with django_assert_num_queries(3):
        exhibitors.floor(edition)
