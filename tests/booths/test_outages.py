from datetime import UTC, datetime, time

import pytest

from booths import outages
from booths.models import Cause, Operation, Outage, Space
from expo import editions, histories
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


def stop(*spaces, since, **said):
    notice = outages.Notice(
        cause=Cause.GOVERNMENT_NETWORK, text_ko="중단", started_at=since, **said
    )
    return outages.start(spaces[0].edition, notice, spaces)


def state_of(space, moment):
    return outages.with_state(Space.objects.filter(pk=space.pk), moment).get().state


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
    assert [status.ended_at for status in outage.statuses.order_by("ended_at")] == [at(12), at(13)]


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


def test_nothing_starts_later_than_now_or_is_expected_back_before(edition):
    space = SpaceFactory(edition=edition)
    editions.set_clock(edition, at(11), rate=0)

    with pytest.raises(outages.StartsInFuture):
        stop(space, since=at(11, 1))
    with pytest.raises(outages.ExpectedInPast):
        stop(space, since=at(10), expected_until=at(11))
    assert not Outage.objects.exists()


def test_nothing_reopens_later_than_now(edition):
    editions.set_clock(edition, at(12), rate=0)
    outage = stop(SpaceFactory(edition=edition), since=at(11))

    with pytest.raises(outages.EndsInFuture):
        outages.end(outage, at=at(12, 1))


def test_better_words_and_another_expectation_leave_the_interval_as_it_is(edition):
    outage = stop(SpaceFactory(edition=edition), since=at(11))
    said = outages.Said(cause=Cause.VENUE, text_ko="정전", expected_until=at(15))

    amended = outages.amend(outage, said, at=at(12))

    assert amended == outage
    assert (amended.cause, amended.text_ko, amended.expected_until) == ("venue", "정전", at(15))
    assert amended.started_at == at(11)
    changes = histories.of(amended)[0].differences
    assert ("중단", "정전") in {(change.before, change.after) for change in changes}


def test_another_state_closes_one_outage_and_opens_the_next_at_that_moment(edition):
    spaces = SpaceFactory.create_batch(2, edition=edition)
    outage = stop(*spaces, since=at(11))
    said = outages.Said(cause=Cause.VENUE, text_ko="일부 운영", state=Operation.DEGRADED)

    following = outages.amend(outage, said, at=at(12))

    outage.refresh_from_db()
    assert outage.ended_at == following.started_at == at(12)
    assert (outage.text_ko, following.text_ko) == ("중단", "일부 운영")
    assert not following.start_is_estimated
    assert {status.space for status in following.statuses.standing()} == set(spaces)
    assert [state_of(spaces[0], at(hour)) for hour in (11, 12)] == ["suspended", "degraded"]


def test_a_booth_that_has_reopened_does_not_follow_into_the_next_state(edition):
    first, last = SpaceFactory.create_batch(2, edition=edition)
    outage = stop(first, last, since=at(11))
    outages.reopen(outage, first, at=at(12))

    said = outages.Said(cause=Cause.VENUE, text_ko="일부 운영", state=Operation.DEGRADED)
    following = outages.amend(outage, said, at=at(13))

    assert [status.space for status in following.statuses.all()] == [last]


def test_what_is_over_is_not_amended(edition):
    outage = stop(SpaceFactory(edition=edition), since=at(11))
    outages.end(outage, at=at(12))

    with pytest.raises(outages.AlreadyReopened):
        outages.amend(outage, outages.Said(cause=Cause.VENUE, text_ko="정전"), at=at(13))


def test_an_expectation_that_has_passed_may_stay_while_the_words_are_put_better(edition):
    editions.set_clock(edition, at(11), rate=0)
    outage = stop(SpaceFactory(edition=edition), since=at(11), expected_until=at(12))
    same = {"cause": Cause.VENUE, "text_ko": "정전", "expected_until": at(12)}

    assert outages.amend(outage, outages.Said(**same), at=at(13)).text_ko == "정전"
    with pytest.raises(outages.ExpectedInPast):
        outages.amend(outage, outages.Said(**same | {"expected_until": at(12, 30)}), at=at(13))
