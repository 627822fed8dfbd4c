from datetime import UTC, datetime, time, timedelta

import pytest
from django.core.management import call_command

from booths import outages
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


def stop(*spaces, since, state=Operation.SUSPENDED):
    notice = outages.Notice(
        cause=Cause.GOVERNMENT_NETWORK, text_ko="중단", started_at=since, state=state
    )
    return outages.start(spaces[0].edition, notice, spaces)


def state_of(space, moment):
    return outages.with_state(Space.objects.filter(pk=space.pk), moment).get().state


def downtime_of(space, until):
    return outages.downtime([space], space.edition, until)[space.pk]


def test_one_outage_covers_many_booths_and_is_closed_in_one_act(edition):
    spaces = SpaceFactory.create_batch(3, edition=edition)
    outage = stop(*spaces, since=at(11))

    ended = outages.end(outage, at=at(12))

    assert ended.ended_at == at(12)
    assert set(ended.statuses.values_list("started_at", "ended_at")) == {(at(11), at(12))}
    assert ended.statuses.count() == 3


def test_a_booth_may_reopen_before_the_others_and_the_last_one_ends_the_outage(edition):
    first, last = SpaceFactory.create_batch(2, edition=edition)
    outage = stop(first, last, since=at(11))

    assert outages.reopen(outage, first, at=at(12)).ended_at is None
    assert outages.reopen(outage, last, at=at(13)).ended_at == at(13)
    assert downtime_of(first, at(18)) == timedelta(hours=1)


def test_an_outage_ends_once(edition):
    outage = stop(SpaceFactory(edition=edition), since=at(11))
    outages.end(outage, at=at(12))

    with pytest.raises(outages.AlreadyReopened):
        outages.end(outage, at=at(13))


def test_a_booth_reopens_once(edition):
    first, last = SpaceFactory.create_batch(2, edition=edition)
    outage = stop(first, last, since=at(11))
    outages.reopen(outage, first, at=at(12))

    with pytest.raises(outages.AlreadyReopened):
        outages.reopen(outage, first, at=at(12))


def test_an_outage_does_not_end_before_it_started(edition):
    outage = stop(SpaceFactory(edition=edition), since=at(11))

    with pytest.raises(outages.EndsBeforeStart):
        outages.end(outage, at=at(10))


def test_an_outage_covers_at_least_one_booth_of_its_own_edition(edition):
    notice = outages.Notice(cause=Cause.VENUE, text_ko="정전", started_at=at(11))

    with pytest.raises(outages.NothingToSuspend):
        outages.start(edition, notice, [])
    with pytest.raises(outages.OtherEdition):
        outages.start(edition, notice, [SpaceFactory()])


def test_the_state_of_a_booth_follows_its_worst_outage(edition):
    space = SpaceFactory(edition=edition)
    stop(space, since=at(11), state=Operation.DEGRADED)
    worse = stop(space, since=at(12))
    outages.end(worse, at=at(13))

    hours = (10, 11, 12, 13)

    assert [state_of(space, at(hour)) for hour in hours] == [
        "operating",
        "degraded",
        "suspended",
        "degraded",
    ]


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
    assert outages.availability(timedelta(hours=3), edition, at(17, day=25)) == 1 - 3 / 15
    assert outages.availability(timedelta(hours=1), edition, at(14)) == 0.75
    assert outages.availability(timedelta(), edition, at(9)) == 1


def test_replaying_24_november_the_mobile_id_booth_is_down_from_1525_to_closing():
    call_command("seed")
    edition, booth = Edition.objects.get(), Space.objects.get(code="A-17")

    closing = at(18, day=24)

    assert state_of(booth, at(15, 24, day=24)) == "operating"
    assert state_of(booth, at(16, 25, day=24)) == "suspended"
    assert state_of(booth, closing) == "suspended"
    down = timedelta(hours=2, minutes=35)
    assert outages.downtime([booth], edition, closing) == {booth.pk: down}
    assert outages.downtime([booth], edition, at(23, day=24)) == {booth.pk: down}


@pytest.mark.parametrize("size", [1, 50])
def test_downtime_costs_two_queries_for_any_number_of_booths(
    edition, size, django_assert_num_queries
):
    spaces = SpaceFactory.create_batch(size, edition=edition)
    stop(*spaces, since=at(11))

    with django_assert_num_queries(2):
        outages.downtime(spaces, edition, at(12))
