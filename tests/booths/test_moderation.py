"""Exhibitors propose, organisers decide; nothing is lost and nobody overwrites anybody unseen."""

from datetime import UTC, datetime, timedelta

import pytest

from booths import listings, moderation
from booths.listings import ListingChanged
from booths.models import ChangeState, Exhibit, ListingChange, Logo
from booths.moderation import Verdict, drafts
from expo import histories, mails
from expo.models import Mail
from tests import factories
from tests.factories import AccountFactory, ExhibitFactory, ListingFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def listing():
    return ListingFactory(summary_ko="옛 글", tags=["하나"])


@pytest.fixture
def editor():
    return AccountFactory(name="김편집")


@pytest.fixture
def organiser():
    return AccountFactory(name="이운영")


def seen(listing):
    return drafts.seen(drafts.of(listing))


def propose(listing, by, at=NOW, seen_before=None, **values):
    return moderation.propose(listing, values, seen=seen_before or seen(listing), by=by, at=at)


def live(listing, field):
    return listings.values(listings.of(listing.participation))[field]


def test_a_proposal_changes_nothing_that_the_public_reads(listing, editor):
    (change,) = propose(listing, editor, summary_ko="새 글", summary_en="")

    assert (change.before, change.after, change.state) == ("옛 글", "새 글", "waiting")
    assert (change.proposed_by, change.proposed_at) == (editor, NOW)
    assert live(listing, "summary_ko") == "옛 글"
    listing.refresh_from_db()
    assert listing.version == 1


def test_what_does_not_differ_is_not_proposed(listing, editor):
    assert propose(listing, editor, summary_ko="옛 글", tags=["하나"]) == []
    assert not ListingChange.objects.exists()


def test_approval_makes_it_live_as_the_next_version(listing, editor, organiser):
    (change,) = propose(listing, editor, summary_ko="새 글")

    decided = moderation.approve(change, by=organiser, at=NOW)

    assert live(listing, "summary_ko") == "새 글"
    assert (decided.state, decided.decided_by, decided.decided_at) == ("approved", organiser, NOW)
    listing.refresh_from_db()
    assert listing.version == 2
    last = histories.of(listing)[0]
    assert ("옛 글", "새 글") in [(each.before, each.after) for each in last.differences]


def test_every_field_can_be_proposed_and_approved(listing, editor, organiser):
    Logo.objects.create(digest="a" * 64, png=b"x", width=1, height=1)
    exhibit = {"name_ko": "새 것", "name_en": "", "text_ko": "", "text_en": ""}
    wanted = {
        "name_ko": "새 이름", "name_en": "New", "logo": "a" * 64, "summary_ko": "가",
        "summary_en": "a", "text_ko": "나", "text_en": "b", "exhibits": [exhibit],
        "tags": ["둘"], "website": "https://example.org", "links": ["https://example.org/1"],
        "contact_email": "a@example.org", "contact_phone": "110",
    }  # fmt: skip
    assert set(wanted) == set(listings.FIELDS)

    for change in propose(listing, editor, **wanted):
        moderation.approve(change, by=organiser, at=NOW)

    fresh = listings.of(listing.participation)
    fresh.refresh_from_db()
    fresh.participation.exhibitor.refresh_from_db()
    assert listings.values(fresh) == wanted
    assert fresh.version == 14


def test_exhibits_are_replaced_in_their_order(listing, editor, organiser):
    for order, name in enumerate(["하나", "둘", "셋"], start=1):
        ExhibitFactory(listing=listing, order=order, name_ko=name)
    rows = live(listing, "exhibits")

    (change,) = propose(listing, editor, exhibits=[rows[2], rows[0]])
    moderation.approve(change, by=organiser, at=NOW)

    names = Exhibit.objects.filter(listing=listing).values_list("order", "name_ko")
    assert list(names.order_by("order")) == [(1, "셋"), (2, "하나")]


def test_exhibits_with_gaps_in_their_order_are_closed_up(listing, editor, organiser):
    ExhibitFactory(listing=listing, order=3, name_ko="하나")
    ExhibitFactory(listing=listing, order=7, name_ko="둘")
    rows = live(listing, "exhibits")

    (change,) = propose(listing, editor, exhibits=[*rows, {**rows[0], "name_ko": "셋"}])
    moderation.approve(change, by=organiser, at=NOW)

    names = Exhibit.objects.filter(listing=listing).values_list("order", "name_ko")
    assert list(names.order_by("order")) == [(1, "하나"), (2, "둘"), (3, "셋")]


def test_a_refusal_keeps_the_text_and_says_why(listing, editor, organiser):
    (change,) = propose(listing, editor, summary_ko="새 글")

    moderation.refuse(change, " 너무 \r\n짧습니다 ", by=organiser, at=NOW)

    change.refresh_from_db()
    assert (change.state, change.after) == ("refused", "새 글")
    assert change.reason == "너무\n짧습니다"
    assert live(listing, "summary_ko") == "옛 글"
    assert drafts.of(listing)["summary_ko"].state == "refused"


@pytest.mark.parametrize("reason", ["", "  \n ", "\u3000"])
def test_a_refusal_needs_a_reason(listing, editor, organiser, reason):
    (change,) = propose(listing, editor, summary_ko="새 글")

    with pytest.raises(moderation.ReasonMissing):
        moderation.refuse(change, reason, by=organiser, at=NOW)

    change.refresh_from_db()
    assert change.state == "waiting"


@pytest.mark.parametrize("reason", ["가" * 401, "a\x00b", "900101-1234567 때문"])
def test_a_reason_is_held_to_what_any_text_is(listing, editor, organiser, reason):
    (change,) = propose(listing, editor, summary_ko="새 글")

    with pytest.raises(moderation.ReasonUnfit):
        moderation.refuse(change, reason, by=organiser, at=NOW)


def test_a_proposal_is_decided_once(listing, editor, organiser):
    (change,) = propose(listing, editor, summary_ko="새 글")
    moderation.refuse(change, "짧음", by=organiser, at=NOW)

    for act in (
        lambda: moderation.approve(change, by=organiser, at=NOW),
        lambda: moderation.refuse(change, "또", by=organiser, at=NOW),
        lambda: moderation.withdraw(change, by=editor, at=NOW),
    ):
        with pytest.raises(moderation.ChangeDecided) as refusal:
            act()
        assert refusal.value.facts["state"] == "refused"
    assert live(listing, "summary_ko") == "옛 글"


def test_a_proposal_made_for_another_text_is_refused_with_both_kept(listing, editor, organiser):
    (change,) = propose(listing, editor, summary_ko="새 글")
    listings.revise(listing, {"summary_ko": "운영자의 글"}, made_on_version=1)

    with pytest.raises(moderation.ChangeOutdated) as refusal:
        moderation.approve(change, by=organiser, at=NOW)

    assert refusal.value.facts == {"live": "운영자의 글", "before": "옛 글", "after": "새 글"}
    assert live(listing, "summary_ko") == "운영자의 글"
    change.refresh_from_db()
    assert change.state == "waiting"
    moderation.refuse(change, "그 사이 바뀌었습니다", by=organiser, at=NOW)


def test_another_field_that_changed_meanwhile_outdates_nothing(listing, editor, organiser):
    texts = propose(listing, editor, summary_ko="새 글", summary_en="New")

    for change in texts:
        moderation.approve(change, by=organiser, at=NOW)

    assert (live(listing, "summary_ko"), live(listing, "summary_en")) == ("새 글", "New")


def test_a_newer_proposal_takes_the_waiting_one_back_and_both_are_kept(listing, editor):
    (first,) = propose(listing, editor, summary_ko="새 글")
    (second,) = propose(listing, editor, NOW + timedelta(minutes=1), summary_ko="더 새 글")

    first.refresh_from_db()
    assert (first.state, first.after) == ("withdrawn", "새 글")
    assert (second.state, second.before, second.after) == ("waiting", "옛 글", "더 새 글")


def test_proposing_what_is_live_takes_the_waiting_one_back(listing, editor):
    (change,) = propose(listing, editor, summary_ko="새 글")

    assert propose(listing, editor, summary_ko="옛 글") == []

    change.refresh_from_db()
    assert change.state == "withdrawn"


def test_of_two_editors_at_once_the_second_gets_both_texts(listing, editor):
    opened = seen(listing)
    propose(listing, AccountFactory(), summary_ko="첫째의 글")

    with pytest.raises(ListingChanged) as refusal:
        propose(listing, editor, seen_before=opened, summary_ko="둘째의 글", summary_en="Mine")

    assert refusal.value.facts["fields"] == {
        "summary_ko": {"live": "옛 글", "waiting": "첫째의 글", "yours": "둘째의 글"}
    }
    assert [change.after for change in ListingChange.objects.all()] == ["첫째의 글"]


def test_two_editors_of_different_fields_are_nobodys_harm(listing, editor):
    opened = seen(listing)
    propose(listing, AccountFactory(), summary_ko="첫째의 글")

    propose(listing, editor, seen_before=opened, summary_ko="옛 글", summary_en="Mine")

    waiting = ListingChange.objects.waiting().values_list("field", "after")
    assert set(waiting) == {("summary_ko", "첫째의 글"), ("summary_en", "Mine")}


def test_who_saw_the_text_before_an_approval_gets_both(listing, editor, organiser):
    opened = seen(listing)
    (change,) = propose(listing, editor, summary_ko="새 글")
    moderation.approve(change, by=organiser, at=NOW)

    with pytest.raises(ListingChanged) as refusal:
        propose(listing, editor, seen_before=opened, summary_ko="둘째의 글")

    assert refusal.value.facts["fields"]["summary_ko"] == {"live": "새 글", "yours": "둘째의 글"}


@pytest.mark.parametrize("told", [{}, {"summary_ko": "옛 글"}, {"summary_ko": {"waiting": "x"}}])
def test_who_does_not_say_what_he_saw_proposes_nothing(listing, editor, told):
    with pytest.raises(moderation.SeenMissing) as refusal:
        moderation.propose(listing, {"summary_ko": "새"}, seen=told, by=editor, at=NOW)

    assert refusal.value.facts == {"fields": ["summary_ko"]}


def test_what_an_organiser_changes_takes_effect_at_once(listing, editor):
    (waiting,) = propose(listing, editor, summary_ko="새 글")

    moderation.write_through(listing, {"summary_ko": "운영자의 글"}, seen=seen(listing))

    assert live(listing, "summary_ko") == "운영자의 글"
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_an_organiser_does_not_overwrite_what_he_has_not_seen(listing):
    opened = seen(listing)
    listings.revise(listing, {"summary_ko": "anders"}, made_on_version=1)

    with pytest.raises(ListingChanged):
        moderation.write_through(listing, {"summary_ko": "운영자의 글"}, seen=opened)


def test_many_are_decided_in_one_act(listing, editor, organiser):
    good, bad, late = propose(listing, editor, summary_ko="새 글", summary_en="New", tags=["둘"])
    listings.revise(listing, {"tags": ["셋"]}, made_on_version=1)

    outcome = moderation.decide(
        listing,
        {good: Verdict(), bad: Verdict("영문을 다듬어 주세요"), late: Verdict()},
        by=organiser,
        at=NOW,
    )

    assert [change.state for change in outcome.decided] == ["approved", "refused"]
    assert {change: error.code for change, error in outcome.refusals.items()} == {
        late: "change_outdated"
    }
    assert live(listing, "summary_ko") == "새 글"


def test_an_act_without_a_reason_decides_nothing(listing, editor, organiser):
    good, bad = propose(listing, editor, summary_ko="새 글", summary_en="New")

    with pytest.raises(moderation.ReasonMissing):
        moderation.decide(listing, {good: Verdict(), bad: Verdict(" ")}, by=organiser, at=NOW)

    assert set(ListingChange.objects.values_list("state", flat=True)) == {"waiting"}


def test_a_proposal_of_another_listing_is_not_decided_with_this_one(listing, editor, organiser):
    other = ListingFactory(participation__edition=listing.participation.edition)
    (change,) = propose(other, editor, summary_ko="새 글")

    outcome = moderation.decide(listing, {change: Verdict()}, by=organiser, at=NOW)

    assert outcome.decided == []
    assert live(other, "summary_ko") == ""


def test_a_proposal_for_a_field_of_former_days_can_only_be_sent_back(listing, organiser):
    change = ListingChange.objects.create(
        listing=listing, made_on_version=1, field="slogan", before=None, after="x", proposed_at=NOW
    )

    with pytest.raises(moderation.ChangeOutdated):
        moderation.approve(change, by=organiser, at=NOW)
    moderation.refuse(change, "이제 없는 항목", by=organiser, at=NOW)


def test_a_draft_tells_how_its_field_stands(listing, editor, organiser):
    assert drafts.of(listing)["summary_ko"].state == "live"

    (change,) = propose(listing, editor, summary_ko="새 글")
    draft = drafts.of(listing)["summary_ko"]
    assert (draft.state, draft.value) == ("waiting", "새 글")
    assert draft.seen == {"live": "옛 글", "waiting": "새 글"}

    moderation.refuse(change, "짧음", by=organiser, at=NOW)
    draft = drafts.of(listing)["summary_ko"]
    assert (draft.state, draft.value, draft.last.reason) == ("refused", "옛 글", "짧음")

    (again,) = propose(listing, editor, NOW + timedelta(hours=1), summary_ko="긴 새 글")
    moderation.withdraw(again, by=editor, at=NOW)
    assert drafts.of(listing)["summary_ko"].state == "live"


def test_a_pile_for_each_exhibitor_the_longest_waiting_first(listing, editor):
    other = ListingFactory(participation__edition=listing.participation.edition)
    gone = ListingFactory(participation__edition=listing.participation.edition)
    propose(listing, editor, text_en="Late", name_ko="이름")
    propose(other, editor, NOW - timedelta(days=1), summary_ko="Early")
    propose(gone, editor, summary_ko="Gone")
    gone.participation.withdrawn_at = NOW
    gone.participation.save()

    piles = moderation.piles(listing.participation.edition)

    assert [pile.listing for pile in piles] == [other, listing]
    assert [change.field for change in piles[1].changes] == ["name_ko", "text_en"]
    assert moderation.waiting(listing.participation.edition).count() == 3


def test_every_member_is_told_in_one_mail_what_was_decided(listing, editor, organiser):
    for language in ("ko", "en"):
        account = factories.AccountFactory(language=language, email=f"{language}@example.org")
        factories.MemberFactory(exhibitor=listing.participation.exhibitor, account=account)
    good, bad = propose(listing, editor, summary_ko="새 글", name_en="<b>New</b>")

    verdicts = {good: Verdict(), bad: Verdict("공식 이름이 아닙니다")}
    moderation.decide(listing, verdicts, by=organiser, at=NOW)

    korean, english = (Mail.objects.get(recipient=f"{code}@example.org") for code in ("ko", "en"))
    assert Mail.objects.count() == 2
    told = mails.composed(english)
    assert "approved" in told.text
    assert "공식 이름이 아닙니다" in told.text
    assert f"/en/portal/{listing.participation.exhibitor.uuid}/listing/" in told.text
    assert "승인" in mails.composed(korean).text


def test_nobody_is_told_of_what_could_not_be_decided(listing, editor, organiser):
    factories.MemberFactory(exhibitor=listing.participation.exhibitor)
    (change,) = propose(listing, editor, summary_ko="새 글")
    moderation.withdraw(change, by=editor, at=NOW)

    moderation.decide(listing, {change: Verdict()}, by=organiser, at=NOW)

    assert not Mail.objects.exists()


def test_a_listing_is_made_at_the_first_asking(listing):
    assert listings.of(listing.participation) == listing
    assert ChangeState.WAITING.label
