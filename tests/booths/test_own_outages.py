"""What exhibitors tell of their own booths, beside what organisers tell and at the same moment."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from booths import outages
from booths.models import Cause, Operation, Outage, ServiceStatus
from expo import editions
from tests.factories import (
    AccountFactory,
    EditionFactory,
    OutageFactory,
    ServiceStatusFactory,
    SpaceFactory,
)
from tests.races import together

pytestmark = pytest.mark.django_db


def at(hour, minute=0):
    """A moment of 23 November 2023 in Korea."""
    return datetime(2023, 11, 23, hour - 9, minute, tzinfo=UTC)


@pytest.fixture
def edition():
    """Its clock stands at noon."""
    edition = EditionFactory()
    editions.set_clock(edition, at(12), rate=0)
    return edition


def later(edition, hour):
    editions.set_clock(edition, at(hour), rate=0)


def notice(since, **said):
    return outages.Notice(
        **{"cause": Cause.OWN_DEVICE, "text_ko": "장비 고장", "started_at": since, **said}
    )


def report(*spaces, since=None, by=None, **said):
    return outages.report(spaces, notice(since or at(12), **said), by=by)


def own_of(space):
    return ServiceStatus.objects.own().standing().get(space=space).outage


def test_an_exhibitor_stops_its_booths_by_an_outage_of_its_own(edition):
    spaces, member = SpaceFactory.create_batch(2, edition=edition), AccountFactory()

    outage = report(*spaces, since=at(11, 45), by=member)

    assert outage.opened_by == member
    assert set(outage.statuses.values_list("space", "started_at", "is_own")) == {
        (space.pk, at(11, 45), True) for space in spaces
    }


def test_told_again_it_is_amended_and_not_doubled(edition):
    space = SpaceFactory(edition=edition)
    first = report(space, since=at(11))

    again = report(space, text_ko="아직 고치는 중", expected_until=at(14))

    assert again == first
    assert (again.started_at, again.text_ko) == (at(11), "아직 고치는 중")
    assert Outage.objects.count() == 1


def test_told_in_another_state_it_goes_on_in_that_state(edition):
    space = SpaceFactory(edition=edition)
    first = report(space, since=at(11))

    following = report(space, state=Operation.DEGRADED)

    first.refresh_from_db()
    assert (first.ended_at, following.started_at) == (at(12), at(12))
    assert own_of(space) == following


def test_told_for_one_of_two_booths_the_other_keeps_what_was_said_of_it(edition):
    one, other = SpaceFactory.create_batch(2, edition=edition)
    first = report(one, other, since=at(11))

    second = report(one, cause=Cause.STAFF, text_ko="자리 비움")

    assert own_of(one) == second
    assert own_of(other) == first
    assert second.statuses.get().started_at == at(12)


def test_told_for_a_further_booth_each_keeps_its_start(edition):
    one, other = SpaceFactory.create_batch(2, edition=edition)
    first = report(one, since=at(10))

    both = report(one, other, since=at(11))

    first.refresh_from_db()
    assert first.ended_at == at(12)
    assert dict(both.statuses.values_list("space", "started_at")) == {
        one.pk: at(12),
        other.pk: at(11),
    }


def test_an_organisers_outage_stands_beside_the_exhibitors_own(edition):
    space = SpaceFactory(edition=edition)
    organisers = outages.start(edition, notice(at(11)), [space])

    report(space)
    outages.end(organisers, at=at(12))

    assert ServiceStatus.objects.standing().get(space=space).is_own


def test_reopening_its_own_leaves_the_organisers_outage_standing(edition):
    space = SpaceFactory(edition=edition)
    organisers = outages.start(edition, notice(at(11)), [space])
    report(space)

    outages.reopen_own([space], at=at(12))

    assert ServiceStatus.objects.standing().get(space=space).outage == organisers
    with pytest.raises(outages.AlreadyReopened):
        outages.reopen_own([space], at=at(12))


def test_reopened_a_while_ago_it_ends_then(edition):
    space = SpaceFactory(edition=edition)
    report(space, since=at(11))

    (ended,) = outages.reopen_own([space], at=at(11, 40))

    assert ended.ended_at == ended.statuses.get().ended_at == at(11, 40)


def test_told_by_mistake_it_never_stopped_and_the_row_stays_known(edition):
    space = SpaceFactory(edition=edition)
    outage = report(space, since=at(11))
    later(edition, 13)

    outages.reopen_own([space])

    outage.refresh_from_db()
    assert outage.started_at == outage.ended_at == at(11)


def test_it_reopens_neither_before_it_stopped_nor_later_than_now(edition):
    space = SpaceFactory(edition=edition)
    report(space, since=at(11))

    with pytest.raises(outages.EndsBeforeStart):
        outages.reopen_own([space], at=at(10, 59))
    with pytest.raises(outages.EndsInFuture):
        outages.reopen_own([space], at=at(12, 1))


def test_nothing_is_told_of_no_booth_or_of_a_time_to_come(edition):
    space = SpaceFactory(edition=edition)

    with pytest.raises(outages.NothingToSuspend):
        report()
    with pytest.raises(outages.StartsInFuture):
        report(space, since=at(12, 1))
    with pytest.raises(outages.ExpectedInPast):
        report(space, expected_until=at(12))
    assert not Outage.objects.exists()


def test_the_database_keeps_a_booth_to_one_standing_outage_of_its_own(edition):
    space = SpaceFactory(edition=edition)
    ServiceStatusFactory(outage=OutageFactory(edition=edition), space=space, is_own=True)

    with pytest.raises(IntegrityError, match="one_standing_outage_of_its_own"):
        ServiceStatusFactory(outage=OutageFactory(edition=edition), space=space, is_own=True)


@pytest.mark.django_db(transaction=True)
def test_eight_members_who_report_at_once_make_one_outage():
    edition = EditionFactory()
    editions.set_clock(edition, at(12), rate=0)
    spaces = SpaceFactory.create_batch(2, edition=edition)
    said = [notice(at(11, minute), text_ko=f"{minute}") for minute in range(8)]

    told = together(*(lambda each=each: outages.report(spaces, each, by=None) for each in said))

    outage = Outage.objects.get()
    assert {each.pk for each in told} == {outage.pk}
    assert outage.statuses.count() == 2


@pytest.mark.django_db(transaction=True)
def test_members_of_overlapping_booths_never_wait_for_one_another_in_a_ring():
    edition = EditionFactory()
    editions.set_clock(edition, at(12), rate=0)
    a, b, c = SpaceFactory.create_batch(3, edition=edition)

    told = together(
        *(
            lambda chosen=chosen: outages.report(chosen, notice(at(11)), by=None)
            for chosen in [(a, b), (b, c), (c, a), (b, a), (c, b), (a, c)]
        )
    )

    assert all(isinstance(each, Outage) for each in told)
    assert ServiceStatus.objects.own().standing().count() == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_an_organiser_ends_while_the_member_reopens_and_one_of_them_is_told_it_is_over(attempt):
    edition = EditionFactory()
    editions.set_clock(edition, at(12), rate=0)
    space = SpaceFactory(edition=edition)
    outage = report(space, since=at(11))

    answers = together(
        lambda: outages.end(outage, at=at(12)),
        lambda: outages.reopen_own([space], at=at(12)),
    )

    assert sum(isinstance(answer, outages.AlreadyReopened) for answer in answers) == 1
    outage.refresh_from_db()
    assert outage.ended_at == outage.statuses.get().ended_at == at(12)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_an_organiser_ends_while_the_member_reports_again_and_nothing_is_torn(attempt):
    edition = EditionFactory()
    editions.set_clock(edition, at(12), rate=0)
    spaces = SpaceFactory.create_batch(2, edition=edition)
    outage = report(*spaces, since=at(11))
    limited = notice(at(11, 30), state=Operation.DEGRADED)

    together(
        lambda: outages.end(outage, at=at(12)),
        lambda: outages.report(spaces, limited, by=None),
    )

    outage.refresh_from_db()
    assert outage.ended_at == at(12)
    standing = Outage.objects.standing().get()
    assert standing.state == "degraded"
    assert standing.statuses.standing().count() == 2
