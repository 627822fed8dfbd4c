"""A warning is acknowledged once, and the log says by whom."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from expo.retention import registry, sweeping
from tests import factories
from tests.races import together
from tests.visitors import scenes
from tests.visitors.crowding import crowded
from visitors import capacity_warnings
from visitors.models import Acknowledgement, CapacityWarning


@pytest.fixture
def fair(db):
    fair = crowded()
    fair.watch(96)
    return fair


def warning(level):
    return CapacityWarning.objects.get(level=level)


def test_who_acknowledges_says_when_and_what_was_done(fair):
    anna = factories.AccountFactory()
    fair.at(scenes.NOON + timedelta(minutes=3))

    seen = capacity_warnings.acknowledge(warning("stop"), by=anna, note=" 입구를 닫음 ")

    assert seen.is_new
    told = seen.acknowledgement
    assert (told.acknowledged_by, told.note) == (anna, "입구를 닫음")
    assert told.at == scenes.NOON + timedelta(minutes=3)
    assert abs(timezone.now() - told.real_at) < timedelta(minutes=5)


def test_the_second_sees_who_was_first(fair):
    first, second = factories.AccountFactory.create_batch(2)
    capacity_warnings.acknowledge(warning("stop"), by=first, note="닫음")

    seen = capacity_warnings.acknowledge(warning("stop"), by=second, note="열음")

    assert not seen.is_new
    assert (seen.acknowledgement.acknowledged_by, seen.acknowledgement.note) == (first, "닫음")


def test_who_has_seen_the_stop_has_seen_the_caution_below_it(fair):
    capacity_warnings.acknowledge(warning("stop"), by=factories.AccountFactory(), note="닫음")

    assert Acknowledgement.objects.get(warning=warning("warning")).note == "닫음"


def test_who_has_seen_the_caution_has_not_seen_the_stop(fair):
    capacity_warnings.acknowledge(warning("warning"), by=factories.AccountFactory())

    assert list(CapacityWarning.objects.unacknowledged()) == [warning("stop")]


def test_a_warning_that_is_over_can_still_be_acknowledged(fair):
    fair.watch(5)

    assert capacity_warnings.acknowledge(warning("stop"), by=factories.AccountFactory()).is_new
    assert list(CapacityWarning.objects.unacknowledged()) == [warning("warning")]


def test_an_acknowledgement_changes_the_mark(fair):
    before = capacity_warnings.mark(fair.edition)

    capacity_warnings.acknowledge(warning("stop"), by=factories.AccountFactory())

    assert capacity_warnings.mark(fair.edition) > before


def test_what_was_said_is_never_taken_back(fair):
    capacity_warnings.acknowledge(warning("stop"), by=factories.AccountFactory())

    with pytest.raises(ProgrammingError), transaction.atomic():
        Acknowledgement.objects.update(note="nothing")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Acknowledgement.objects.all().delete()


def test_three_years_after_the_fair_the_words_are_destroyed_and_the_row_stays(fair):
    capacity_warnings.acknowledge(warning("warning"), by=factories.AccountFactory(), note="닫음")
    rule = registry.of("visitors.acknowledgement")

    before = fair.at(scenes.at(25, 12) + timedelta(days=1094)).edition
    assert sweeping.sweep(before, rule) == 0
    assert sweeping.sweep(fair.at(scenes.at(25, 12) + timedelta(days=1097)).edition, rule) == 1

    [row] = Acknowledgement.objects.all()
    assert (row.note, row.warning) == ("", warning("warning"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_acknowledge_at_once_one_is_first():
    fair = crowded()
    fair.watch(85)
    row = CapacityWarning.objects.select_related("edition").get()
    people = factories.AccountFactory.create_batch(2)

    seen = together(
        *[lambda person=person: capacity_warnings.acknowledge(row, by=person) for person in people]
    )

    assert sorted(each.is_new for each in seen) == [False, True]
    assert len({each.acknowledgement.pk for each in seen}) == 1
