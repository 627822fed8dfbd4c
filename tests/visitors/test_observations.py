"""Headcounts: told once however often they are sent, refused in words, withdrawn and kept."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from expo.errors import DomainError
from expo.models import ShowDay
from expo.show_days import NoShowDays
from tests.factories import AccountFactory, AreaFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import areas, observations
from visitors.models import CheckIn, Observation, ObservationKind
from visitors.observations import (
    CountOutOfRange,
    Headcount,
    NobodyIsCountedThere,
    ObservedInFuture,
    OtherEdition,
    OutsideShowDays,
    ToldDifferently,
)

pytestmark = pytest.mark.django_db

NOW = utc("24T04:02")  # 13:02 in Seoul


@pytest.fixture
def fair():
    return a_fair.open_fair()


def counted(fair, count=100, area="fair", **said):
    said = {"kind": ObservationKind.CLICKER} | said
    return Headcount(area=fair.areas[area], count=count, **said)


def tell(fair, headcount, **told):
    return observations.tell(fair.edition, headcount, **({"at": NOW} | told))


def test_a_headcount_says_where_when_how_many_and_who(fair):
    supervisor = AccountFactory()

    row, is_new = tell(fair, counted(fair, observed_at=utc("24T04:00")), by=supervisor)

    assert is_new
    assert (row.edition, row.area, row.count) == (fair.edition, fair.areas["fair"], 100)
    assert (row.observed_at, row.received_at) == (utc("24T04:00"), NOW)
    assert (row.observed_by, row.withdrawn_at) == (supervisor, None)


def test_without_a_moment_it_was_counted_just_now(fair):
    assert tell(fair, counted(fair)).observation.observed_at == NOW


def test_the_same_headcount_told_again_is_the_same_row(fair):
    said = counted(fair, uuid=uuid4())

    first, again = tell(fair, said), tell(fair, said, at=NOW + timedelta(hours=9))

    assert (again.observation, again.is_new) == (first.observation, False)
    assert again.observation.observed_at == NOW
    assert Observation.objects.count() == 1


def test_a_withdrawn_headcount_told_again_stays_withdrawn(fair):
    said = counted(fair, uuid=uuid4())
    observations.withdraw(tell(fair, said).observation, at=NOW)

    again = tell(fair, said)

    assert not again.is_new
    assert again.observation.withdrawn_at == NOW


@pytest.mark.parametrize(
    "other",
    [
        {"count": 101},
        {"area": "hall"},
        {"kind": ObservationKind.SWEEP},
        {"observed_at": utc("24T03:00")},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_headcount_under_a_known_id_is_refused(fair, other):
    known = uuid4()
    tell(fair, counted(fair, uuid=known))

    with pytest.raises(ToldDifferently) as refusal:
        tell(fair, counted(fair, **{"uuid": known} | other))

    assert refusal.value.facts["count"] == 100
    assert Observation.objects.get().count == 100


@pytest.mark.parametrize("count", [-1, 1_000_001, 10**12])
def test_a_count_that_cannot_be_says_what_can(fair, count):
    with pytest.raises(CountOutOfRange) as refusal:
        tell(fair, counted(fair, count))

    assert refusal.value.facts == {"least": 0, "most": 1_000_000}
    assert not Observation.objects.exists()


def test_a_place_with_a_capacity_is_believed_to_hold_ten_times_that(fair):
    fair.areas["hall"].hall.capacity = 2000

    tell(fair, counted(fair, 20_000, "hall"))

    with pytest.raises(CountOutOfRange, match=r"20,000"):
        tell(fair, counted(fair, 20_001, "hall"))


def test_a_small_stage_may_be_crowded(fair):
    """The session has seats for a hundred; a thousand may stand around it."""
    tell(fair, counted(fair, 1000, "session"))

    with pytest.raises(CountOutOfRange):
        tell(fair, counted(fair, 1001, "session"))


def test_a_watch_may_be_a_minute_ahead_and_no_more(fair):
    tell(fair, counted(fair, observed_at=NOW + timedelta(seconds=60)))

    with pytest.raises(ObservedInFuture, match="13:02"):
        tell(fair, counted(fair, observed_at=NOW + timedelta(seconds=61)))


def test_a_headcount_of_yesterday_is_believed(fair):
    tell(fair, counted(fair, 0, kind=ObservationKind.SWEEP, observed_at=utc("23T10:00")))


@pytest.mark.parametrize(
    ("moment", "why"),
    [
        ("22T18:59:59", "before the boundary of the first day"),
        ("25T19:00:00", "at the boundary after the last"),
    ],
)
def test_a_headcount_outside_the_show_days_says_which_there_are(fair, moment, why):
    with pytest.raises(OutsideShowDays) as refusal:
        tell(fair, counted(fair, observed_at=utc(moment)), at=utc("27T00:00"))

    assert refusal.value.facts["show_days"] == ["2023-11-23", "2023-11-24", "2023-11-25"], why


def test_after_midnight_it_still_is_the_evening_before(fair):
    tell(fair, counted(fair, 0, observed_at=utc("24T18:59:59")), at=utc("24T18:59:59"))


def test_an_edition_without_show_days_has_no_headcounts(fair):
    ShowDay.objects.all().delete()

    with pytest.raises(NoShowDays):
        tell(fair, counted(fair))


def test_nobody_is_counted_inside_a_booth(fair):
    with pytest.raises(NobodyIsCountedThere):
        tell(fair, counted(fair, area="booth"))


def test_a_place_of_another_edition_is_refused(fair):
    elsewhere = Headcount(area=AreaFactory(), count=1, kind=ObservationKind.CLICKER)

    with pytest.raises(OtherEdition):
        tell(fair, elsewhere)


@pytest.mark.parametrize("word", ["fair", "hall:4B", "session:S1", "booth:A-01"])
def test_an_area_has_a_word_by_which_it_is_found(fair, word):
    assert areas.word(areas.named(fair.edition, word)) == word


@pytest.mark.parametrize("word", ["", "4B", "hall", "hall:", "hall:9Z", "fair:4B", "HALL:4B"])
def test_an_unknown_area_says_which_there_are(fair, word):
    with pytest.raises(areas.UnknownArea) as refusal:
        areas.named(fair.edition, word)

    assert refusal.value.facts == {"area": word, "areas": ["fair", "hall:4B", "session:S1"]}


def test_an_area_of_another_edition_is_unknown(fair):
    AreaFactory(kind="booth", code="Z-99")

    with pytest.raises(areas.UnknownArea):
        areas.named(fair.edition, "booth:Z-99")


def test_a_headcount_is_withdrawn_once(fair):
    row = tell(fair, counted(fair)).observation
    first, second = AccountFactory.create_batch(2)

    observations.withdraw(row, at=NOW, by=first)
    again = observations.withdraw(row, at=NOW + timedelta(hours=1), by=second)

    assert (again.withdrawn_at, again.withdrawn_by) == (NOW, first)
    assert not Observation.objects.standing().exists()


def test_a_headcount_makes_no_scan(fair):
    """Exits that nobody scanned are never invented."""
    tell(fair, counted(fair, 0, kind=ObservationKind.SWEEP))

    assert not CheckIn.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_same_headcount_told_by_many_at_once_is_one_row(fair):
    said, results = counted(fair, uuid=uuid4()), []
    together = threading.Barrier(6)

    def send():
        together.wait()
        try:
            results.append(tell(fair, said).is_new)
        except DomainError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == [False] * 5 + [True]
    assert Observation.objects.count() == 1
