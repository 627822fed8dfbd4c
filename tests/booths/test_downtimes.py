from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import call_command

from booths import downtimes, outages
from booths.models import Cause, Operation, Space
from expo.models import Edition
from tests.factories import LAST_DAY, EditionFactory, ShowDayFactory, SpaceFactory

pytestmark = pytest.mark.django_db


def at(hour, minute=0, day=23):
    """A moment of November 2023 in Korea."""
    return datetime(2023, 11, day, hour - 9, minute, tzinfo=UTC)


@pytest.fixture
def edition():
    """Open 10:00 to 18:00 on the 23rd, 10:00 to 17:00 on the 25th."""
    edition = EditionFactory()
    ShowDayFactory(edition=edition)
    ShowDayFactory(edition=edition, date=LAST_DAY, closes=time(17))
    return edition


def stop(*spaces, since, state=Operation.SUSPENDED, is_estimated=False):
    notice = outages.Notice(
        cause=Cause.GOVERNMENT_NETWORK,
        text_ko="중단",
        started_at=since,
        start_is_estimated=is_estimated,
        state=state,
    )
    return outages.start(spaces[0].edition, notice, spaces)


def record_of(space, until):
    return downtimes.records([space], space.edition, until)[0]


def downtime_of(space, until):
    return downtimes.downtime([space], space.edition, until)[space.pk]


def test_downtime_is_what_was_suspended_in_opening_hours(edition):
    space = SpaceFactory(edition=edition)
    outages.end(stop(space, since=at(9)), at=at(11))
    outages.end(stop(space, since=at(17)), at=at(20))

    assert downtime_of(space, at(20)) == timedelta(hours=2)


def test_overlapping_outages_count_once(edition):
    space = SpaceFactory(edition=edition)
    outages.end(stop(space, since=at(11)), at=at(13))
    outages.end(stop(space, since=at(12)), at=at(14))

    assert downtime_of(space, at(18)) == timedelta(hours=3)


def test_a_degraded_booth_is_not_down(edition):
    space = SpaceFactory(edition=edition)
    stop(space, since=at(11), state=Operation.DEGRADED)

    assert downtime_of(space, at(18)) == timedelta()


def test_what_still_stands_lasts_until_now(edition):
    space = SpaceFactory(edition=edition)
    stop(space, since=at(11))

    assert downtime_of(space, at(11, 30)) == timedelta(minutes=30)
    assert downtime_of(space, at(10)) == timedelta()


def test_a_past_moment_does_not_know_what_came_after(edition):
    space = SpaceFactory(edition=edition)
    outages.end(stop(space, since=at(11)), at=at(15))

    assert downtime_of(space, at(12)) == timedelta(hours=1)


def test_availability_is_the_share_of_opening_hours_without_downtime(edition):
    assert downtimes.availability(timedelta(hours=3), edition, at(17, day=25)) == 1 - 3 / 15
    assert downtimes.availability(timedelta(hours=1), edition, at(14)) == 0.75
    assert downtimes.availability(timedelta(), edition, at(9)) == 1


def test_each_day_has_its_own_share_and_all_of_them_sum_up(edition):
    space = SpaceFactory(edition=edition)
    outages.end(stop(space, since=at(17)), at=at(11, day=25))

    told = record_of(space, at(12, day=25))

    assert [(day.opened, day.suspended) for day in told.days] == [
        (timedelta(hours=8), timedelta(hours=1)),
        (timedelta(hours=2), timedelta(hours=1)),
    ]
    assert [day.availability for day in told.days] == [7 / 8, 1 / 2]
    assert told.total.availability == 1 - 2 / 10


def test_before_the_first_opening_there_is_no_share(edition):
    told = record_of(SpaceFactory(edition=edition), at(9))

    assert (told.days, told.total.availability) == ([], None)


def test_an_estimated_start_marks_the_day_it_lies_in_and_the_sum(edition):
    space = SpaceFactory(edition=edition)
    stop(space, since=at(15), is_estimated=True)

    told = record_of(space, at(12, day=25))

    assert [day.is_estimated for day in told.days] == [True, False]
    assert told.total.is_estimated


def test_an_estimated_start_outside_opening_hours_changes_nothing(edition):
    space = SpaceFactory(edition=edition)
    outages.end(stop(space, since=at(9), is_estimated=True), at=at(11))

    assert not record_of(space, at(18)).total.is_estimated


def test_a_change_of_state_counts_the_suspended_part_alone(edition):
    space = SpaceFactory(edition=edition)
    outage = stop(space, since=at(11))
    limited = outages.Said(cause=Cause.VENUE, text_ko="일부", state=Operation.DEGRADED)
    following = outages.amend(outage, limited, at=at(12))
    worse = outages.Said(cause=Cause.VENUE, text_ko="중단")
    outages.end(outages.amend(following, worse, at=at(14)), at=at(15))

    assert downtime_of(space, at(18)) == timedelta(hours=2)


def test_replaying_24_november_the_mobile_id_booth_is_down_from_1525_to_closing():
    call_command("seed")
    edition, booth = Edition.objects.get(), Space.objects.get(code="A-17")

    def state(moment):
        return outages.with_state(Space.objects.filter(pk=booth.pk), moment).get().state

    closing = at(18, day=24)

    assert state(at(15, 24, day=24)) == "operating"
    assert state(at(16, 25, day=24)) == "suspended"
    assert state(closing) == "suspended"
    down = timedelta(hours=2, minutes=35)
    assert downtimes.downtime([booth], edition, closing) == {booth.pk: down}
    assert downtimes.downtime([booth], edition, at(23, day=24)) == {booth.pk: down}
    assert record_of(booth, closing).total.is_estimated


@pytest.mark.parametrize("size", [1, 50])
def test_downtime_costs_two_queries_for_any_number_of_booths(
    edition, size, django_assert_num_queries
):
    spaces = SpaceFactory.create_batch(size, edition=edition)
    stop(*spaces, since=at(11))

    with django_assert_num_queries(2):
        downtimes.downtime(spaces, edition, at(12))
