"""Days that are over are read once, and again whenever one of them is another."""

from datetime import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from expo import editions
from expo.models import ShowDay
from tests.factories import ObservationFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import DAYS, utc
from visitors import attendance
from visitors.models import Observation

pytestmark = pytest.mark.django_db

FIRST = DAYS[0]


@pytest.fixture
def fair():
    """At noon of the third day. On the first one two came, and one of them went."""
    fair = a_fair.open_fair()
    editions.set_clock(fair.edition, to=utc("25T03:00"), rate=0)
    for badge in ("one", "two", "three"):
        fair.ticket(badge, f"person {badge}")
    fair.scan("one", "E1", "23T02:00")
    fair.scan("two", "E1", "23T03:00")
    fair.scan("two", "E2", "23T04:00", "out")
    fair.scan("one", "E1", "25T02:00")
    attendance.count_new(fair.edition.pk)
    return fair


def told(fair):
    return attendance.days_of(fair.areas["fair"], editions.now(fair.edition))


def told_anew(fair):
    cache.clear()
    return told(fair)


def days_read(fair):
    with CaptureQueriesContext(connection) as queries:
        told(fair)
    minutes = [one["sql"] for one in queries if "visitors_areaminute" in one["sql"]]
    return {day for day in DAYS for sql in minutes if day.isoformat() in sql}


def late_entry(fair):
    fair.scan("three", "E1", "23T03:30")


def late_exit_of_somebody_who_never_came(fair):
    fair.scan("three", "E2", "23T02:30", "out")


def void(fair):
    fair.void(fair.tickets["two"].checkins.get(direction="in"))


def headcount(fair):
    ObservationFactory(
        edition=fair.edition, area=fair.areas["fair"], observed_at=utc("23T03:15"), count=40
    )


def other_hours(fair):
    ShowDay.objects.filter(edition=fair.edition, date=FIRST).update(closes=time(12, 30))


CHANGES = (late_entry, late_exit_of_somebody_who_never_came, void, headcount, other_hours)


def test_a_day_that_is_over_is_read_once(fair):
    assert days_read(fair) == {FIRST, DAYS[-1]}

    assert days_read(fair) == {DAYS[-1]}


@pytest.mark.parametrize("change", CHANGES)
def test_a_day_that_is_another_is_told_as_it_is(fair, change):
    before = told(fair)

    change(fair)
    attendance.count_new(fair.edition.pk)
    after = told(fair)

    assert after[FIRST] != before[FIRST]
    assert after == told_anew(fair)


def test_a_day_on_which_nothing_happened_may_be_another_later(fair):
    told(fair)

    fair.scan("three", "E1", "24T03:30")
    attendance.count_new(fair.edition.pk)

    assert told(fair)[DAYS[1]].people == 1


def test_on_a_day_on_which_nothing_happened_nobody_was_there(fair):
    second = told(fair)[DAYS[1]]

    assert (second.day.day, second.people, second.peak) == (DAYS[1], 0, None)


def test_only_the_day_that_is_another_is_read_again(fair):
    told(fair)

    late_entry(fair)
    attendance.count_new(fair.edition.pk)

    assert days_read(fair) == {FIRST, DAYS[-1]}


def test_a_headcount_that_is_withdrawn_is_forgotten(fair):
    headcount(fair)
    with_it = told(fair)

    Observation.objects.update(withdrawn_at=timezone.now())

    assert told(fair)[FIRST] != with_it[FIRST]
    assert told(fair) == told_anew(fair)


def test_counting_all_anew_tells_the_same(fair):
    before = told(fair)

    attendance.rebuild(fair.edition.pk)

    assert days_read(fair) == {FIRST, DAYS[-1]}
    assert told(fair) == before


def test_a_clock_that_is_set_back_tells_of_the_day_as_it_was_then(fair):
    told(fair)

    editions.set_clock(fair.edition, to=utc("23T03:30"), rate=0)

    assert told(fair)[FIRST].people == 2


def test_what_was_known_at_a_past_moment_is_not_kept(fair):
    as_of = utc("24T00:00")

    before = attendance.overview(fair.edition, as_of)

    assert attendance.overview(fair.edition, as_of) == before
    assert days_read(fair) == {FIRST, DAYS[-1]}


def test_without_a_cache_every_day_is_read_each_time(fair, monkeypatch):
    monkeypatch.setattr(cache, "get_many", lambda *_told: {})
    before = told(fair)

    assert days_read(fair) == {FIRST, DAYS[-1]}
    assert told(fair) == before
