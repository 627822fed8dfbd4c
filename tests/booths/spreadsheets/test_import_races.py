"""Two organisers in the same second: one table is stored whole, the other not at all."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from booths import assignments, spreadsheets
from booths.assignments import SpaceTaken
from booths.models import Assignment
from booths.spreadsheets import ImportOutdated, Kind
from tests import factories
from tests.booths.spreadsheets.tables import csv_of, read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    factories.ShowDayFactory(edition=edition)
    for number in range(5):
        factories.SpaceFactory(edition=edition, code=f"A-{number}")
    for code in ("hanbit", "mir"):
        factories.ParticipationFactory(edition=edition, exhibitor__code=code)
    return edition


def at_once(*acts):
    """What each act gave or raised, begun together in threads of their own."""
    barrier = Barrier(len(acts))

    def run(act):
        barrier.wait(timeout=60)
        try:
            return act()
        except (ImportOutdated, SpaceTaken) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def importing(edition, exhibitor):
    """An act that stores a table giving all spaces to the exhibitor, looked at beforehand."""
    rows = [[f"A-{number}", exhibitor] for number in range(5)]
    sheet = read(csv_of(["space", "exhibitor"], *rows))
    seen = spreadsheets.preview(edition, Kind.ASSIGNMENTS, sheet).fingerprint
    return lambda: spreadsheets.apply(edition, Kind.ASSIGNMENTS, sheet, seen=seen)


def test_of_two_tables_for_the_same_spaces_one_is_stored_whole(edition):
    told = at_once(importing(edition, "hanbit"), importing(edition, "mir"))

    assert sorted(isinstance(one, ImportOutdated) for one in told) == [False, True]
    holders = set(Assignment.objects.values_list("participation__exhibitor__code", flat=True))
    assert len(holders) == 1
    assert Assignment.objects.count() == 5


def test_a_table_and_an_organiser_never_give_one_space_twice(edition):
    space = edition.spaces.get(code="A-3")
    mir = edition.participations.get(exhibitor__code="mir")

    told = at_once(importing(edition, "hanbit"), lambda: assignments.assign(space, mir))

    refused = [one for one in told if isinstance(one, ImportOutdated | SpaceTaken)]
    assert len(refused) == 1
    assert Assignment.objects.filter(space=space).count() == 1
    assert Assignment.objects.count() in {1, 5}
