"""The fair's clock and the fair's days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from expo import editions
from expo.editions import NoEdition
from tests.factories import EditionFactory

pytestmark = pytest.mark.django_db

MORNING = datetime(2023, 11, 25, 1, tzinfo=UTC)


def test_a_real_edition_lives_in_real_time():
    before = timezone.now()

    assert before <= editions.now(EditionFactory()) <= timezone.now()


def test_a_simulated_clock_runs_at_its_own_rate(monkeypatch):
    edition = editions.set_clock(EditionFactory(), to=MORNING, rate=60)
    later = edition.clock_set_at + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert editions.now(edition) == MORNING + timedelta(hours=1)


def test_a_clock_at_rate_nought_stands_still():
    edition = editions.set_clock(EditionFactory(), to=MORNING, rate=0)

    assert editions.now(edition) == editions.now(edition) == MORNING


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2023, 11, 24, 18, 59, tzinfo=UTC), date(2023, 11, 24)),  # 03:59 in Seoul
        (datetime(2023, 11, 24, 19, 0, tzinfo=UTC), date(2023, 11, 25)),  # 04:00
        (datetime(2023, 11, 24, 23, 30, tzinfo=UTC), date(2023, 11, 25)),  # 08:30
    ],
)
def test_a_day_begins_at_the_boundary_in_the_fairs_own_zone(at, day):
    assert editions.show_day(EditionFactory(), at) == day


def test_the_edition_people_mean_is_the_latest_that_is_published():
    EditionFactory(number=1)
    latest = EditionFactory(number=2)
    EditionFactory(number=3, is_published=False)

    assert editions.current() == latest


def test_before_any_edition_a_sentence_says_what_to_do():
    with pytest.raises(NoEdition, match="no edition yet"):
        editions.current()
