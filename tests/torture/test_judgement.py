"""The judgement of the torture can go wrong: each kind of wrong has its sentence."""

import pytest

from tests.torture import ground, judgement
from tests.torture.ledgers import What
from tests.torture.scanning import write_rows
from tests.torture.wills import Will
from visitors import attendance
from visitors.models import AreaDay

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition():
    return ground.open_fair(writers=1, badges=10)


@pytest.fixture
def told(edition):
    """What one writer wrote, counted."""
    told = {what: [] for what in What}
    will = Will(edition, 0, seed=1)
    for _ in range(9):
        told[What.SCANS] += write_rows(will)[What.SCANS]
    attendance.catch_up(edition.pk)
    return told


def test_what_is_stored_and_counted_as_it_was_told_is_exact(edition, told):
    assert judgement.differences(edition, told) == []


def test_a_scan_that_is_lost_and_one_that_was_never_committed_are_named(edition, told):
    extra = told[What.SCANS].pop()
    told[What.SCANS].append("lost")

    assert judgement.differences(edition, told) == [
        f"scans committed: not stored {{'lost'}}, not committed {{{extra!r}}}"
    ]


def test_a_scan_that_no_worker_has_counted_is_noticed(edition, told):
    told[What.SCANS] += write_rows(Will(edition, 0, seed=2))[What.SCANS]

    assert "Something was left that no worker had counted." in judgement.differences(edition, told)


def test_a_sum_that_is_off_by_one_is_named_by_the_definitions_and_by_the_recount(edition, told):
    day = AreaDay.objects.filter(entries__gt=0).first()
    AreaDay.objects.filter(area=day.area, day=day.day).update(entries=day.entries + 1)

    *by_definitions, by_recount = judgement.differences(edition, told)

    assert by_definitions
    assert all("by the definitions" in each for each in by_definitions)
    counted, recounted = by_recount.split(", recounted ")
    assert f"days {day.day}: counted (" in counted
    assert f" {day.entries + 1}," in counted
    assert f" {day.entries + 1}," not in recounted


def test_a_rebuild_is_noticed(edition, told):
    attendance.rebuild(edition.pk)

    assert "The rollups were rebuilt." in judgement.differences(edition, told)
