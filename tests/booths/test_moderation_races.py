"""Two at once: whoever is second learns it, and nothing is written twice or lost."""

from datetime import UTC, datetime

import pytest

from booths import listings, moderation
from booths.listings import ListingChanged
from booths.models import Listing, ListingChange
from booths.moderation import drafts
from expo.errors import DomainError
from tests import races
from tests.factories import AccountFactory, ListingFactory

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2023, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def listing():
    return ListingFactory(summary_ko="옛 글")


def together(*actions):
    """What each returned, or the code of its refusal."""
    answers = races.together(*actions)
    return [answer.code if isinstance(answer, DomainError) else answer for answer in answers]


def propose(listing, text, seen=None):
    seen = seen or drafts.seen(drafts.of(listing))
    return moderation.propose(listing, {"summary_ko": text}, seen=seen, by=AccountFactory(), at=NOW)


def test_six_organisers_approve_a_proposal_once(listing):
    (change,) = propose(listing, "새 글")
    organisers = AccountFactory.create_batch(6)

    answers = together(
        *(lambda by=by: moderation.approve(change, by=by, at=NOW).state for by in organisers)
    )

    assert sorted(answers) == ["approved", *["change_decided"] * 5]
    assert Listing.objects.get().version == 2


@pytest.mark.parametrize("_time", range(5))
def test_approval_against_withdrawal_leaves_one_truth(listing, _time):
    (change,) = propose(listing, "새 글")
    by = AccountFactory()

    answers = together(
        lambda: moderation.approve(change, by=by, at=NOW).state,
        lambda: moderation.withdraw(change, by=by, at=NOW).state,
    )

    assert sorted(answers) in (["approved", "change_decided"], ["change_decided", "withdrawn"])
    change.refresh_from_db()
    is_live = listings.values(Listing.objects.get())["summary_ko"] == "새 글"
    assert is_live == (change.state == "approved")


@pytest.mark.parametrize("_time", range(5))
def test_approval_against_an_organisers_own_change_loses_neither(listing, _time):
    (change,) = propose(listing, "새 글")
    by = AccountFactory()

    answers = together(
        lambda: moderation.approve(change, by=by, at=NOW).state,
        lambda: listings.revise(listing, {"summary_ko": "남의 글"}, made_on_version=1).version,
    )

    assert answers in (["approved", "listing_changed"], ["change_outdated", 2])
    assert Listing.objects.get().version == 2


def test_six_editors_at_once_leave_one_waiting_proposal_and_five_know(listing):
    seen = drafts.seen(drafts.of(listing))

    answers = together(
        *(lambda text=text: propose(listing, text, seen)[0].after for text in "가나다라마바")
    )

    assert answers.count(ListingChanged.code) == 5
    assert ListingChange.objects.waiting().get().after in answers
    assert ListingChange.objects.count() == 1


def test_approvals_of_many_fields_at_once_all_count(listing):
    seen = drafts.seen(drafts.of(listing))
    wanted = {"summary_ko": "가", "summary_en": "b", "text_ko": "다", "name_en": "d", "tags": ["e"]}
    by = AccountFactory()
    changes = moderation.propose(listing, wanted, seen=seen, by=by, at=NOW)

    answers = together(
        *(lambda one=one: moderation.approve(one, by=by, at=NOW).state for one in changes)
    )

    assert answers == ["approved"] * 5
    fresh = Listing.objects.get()
    assert fresh.version == 6
    assert wanted.items() <= listings.values(fresh).items()


def test_a_listing_asked_for_at_once_is_made_once(listing):
    participation = listing.participation
    listing.delete()

    answers = together(*[lambda: listings.of(participation).pk] * 6)

    assert set(answers) == {Listing.objects.get().pk}
