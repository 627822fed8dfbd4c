"""Whether the pages of the floor would read otherwise: never no when it is yes."""

from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from booths import freshness
from booths.models import Exhibitor, Listing, Space
from expo.models import Edition, Hall
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ExhibitFactory,
    OutageFactory,
    ServiceStatusFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def edition():
    return EditionFactory()


@pytest.fixture
def exhibit(edition):
    assignment = AssignmentFactory(space__edition=edition)
    return ExhibitFactory(listing__participation=assignment.participation)


def tag(edition, at=NOON, language="ko"):
    return freshness.tag(edition, at, language=language)


def guest_of(main):
    return CoParticipationFactory(main=main, edition=main.edition)


def test_nothing_new_is_the_same_tag(edition, exhibit):
    assert tag(edition) == tag(edition)


def test_a_tag_costs_two_statements(edition, exhibit, django_assert_num_queries):
    with django_assert_num_queries(2):
        tag(edition)


@pytest.mark.parametrize(
    "change",
    [
        lambda exhibit: Edition.objects.update(name_ko="다른 이름"),
        lambda exhibit: Hall.objects.update(name_ko="다른 전시장"),
        lambda exhibit: Space.objects.update(code="Z-99"),
        lambda exhibit: Exhibitor.objects.update(name_ko="다른 기관"),
        lambda exhibit: exhibit.listing.participation.assignments.update(released_at=NOON),
        lambda exhibit: guest_of(exhibit.listing.participation),
        lambda exhibit: Listing.objects.update(tags=["새 태그"]),
        lambda exhibit: exhibit.delete(),
        lambda exhibit: ExhibitFactory(listing=exhibit.listing),
        lambda exhibit: ServiceStatusFactory(
            outage__edition=exhibit.listing.participation.edition,
            space=Space.objects.get(),
        ),
        lambda exhibit: OutageFactory(edition=exhibit.listing.participation.edition),
    ],
)
def test_whatever_a_page_shows_changes_the_tag(edition, exhibit, change):
    before = tag(edition)

    change(exhibit)

    assert tag(edition) != before


def test_a_change_that_is_taken_back_leaves_the_tag(edition, exhibit):
    before = tag(edition)

    with transaction.atomic():
        Exhibitor.objects.update(name_ko="다른 기관")
        transaction.set_rollback(True)

    assert tag(edition) == before


def test_every_language_and_day_has_its_own(edition, exhibit):
    korean = tag(edition)

    assert tag(edition, language="en") != korean
    assert tag(edition, NOON + timedelta(days=1)) != korean
    assert tag(EditionFactory()) != korean


def test_an_outage_that_begins_and_ends_by_the_clock_alone_changes_the_tag(edition, exhibit):
    outage = OutageFactory(edition=edition, started_at=NOON, ended_at=NOON + timedelta(hours=1))
    ServiceStatusFactory(
        outage=outage,
        space=Space.objects.get(),
        started_at=NOON,
        ended_at=NOON + timedelta(hours=1),
    )

    before, during, after = (tag(edition, NOON + timedelta(minutes=m)) for m in (-1, 1, 61))

    assert before != during
    assert before == after


@pytest.mark.django_db(transaction=True)
def test_a_change_that_commits_late_under_an_earlier_number_changes_the_tag():
    edition = EditionFactory()
    first, second = (AssignmentFactory(space__edition=edition).space for _ in range(2))
    written, overtaken = Event(), Event()

    def slowly():
        with transaction.atomic():
            Space.objects.filter(pk=first.pk).update(width=2)
            written.set()
            assert overtaken.wait(60)
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert written.wait(60)
    Space.objects.filter(pk=second.pk).update(width=2)
    seen = tag(edition)
    overtaken.set()
    thread.join(60)

    assert tag(edition) != seen
