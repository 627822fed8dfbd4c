"""Organisers decide what exhibitors propose, with both texts before them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest

from booths import listings, logos, moderation
from booths.models import ListingChange
from booths.moderation import drafts
from expo.models import RoleKind
from tests import factories, organisers, pictures

NOW = datetime(2023, 11, 20, 3, tzinfo=UTC)
SCRIPT = "<script>alert('안녕')</script>"


@pytest.fixture
def edition(db):
    return factories.EditionFactory()


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER, name="이운영")


@pytest.fixture
def listing(edition):
    return factories.ListingFactory(
        participation__edition=edition, summary_ko="세금 신고서를 채워 줍니다.", tags=["하나", "둘"]
    )


def propose(listing, at=NOW, **values):
    seen = drafts.seen(drafts.of(listing))
    by = factories.AccountFactory(name="김편집")
    return moderation.propose(listing, values, seen=seen, by=by, at=at)


def address(listing):
    return f"/admin/moderation/{listing.pk}/"


def text(answer):
    return answer.content.decode()


def decide(client, listing, **chosen):
    return client.post(address(listing), chosen, follow=True)


def states():
    return dict(ListingChange.objects.values_list("field", "state"))


def test_the_longest_waiting_exhibitor_stands_first(edition, organiser, listing):
    other = factories.ListingFactory(participation__edition=edition)
    propose(listing, summary_ko="새 글", name_en="New")
    propose(other, at=NOW.replace(day=19), text_ko="더 오래된 글")

    page = text(organiser.get("/admin/moderation/"))

    assert page.index(address(other)) < page.index(address(listing))
    assert "김편집" not in page


def test_nothing_waits_is_said_in_words(organiser):
    assert organiser.get("/admin/moderation/").status_code == 200


def test_the_difference_is_told_word_by_word(organiser, listing):
    propose(listing, summary_ko="세금 신고서를 모두 채웁니다.")

    page = text(organiser.get(address(listing)))

    assert "<span>세금 신고서를 </span><del>채워</del><ins>모두</ins><span> </span>" in page
    assert "김편집" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name_ko", SCRIPT),
        ("text_en", SCRIPT),
        ("tags", [SCRIPT[:40]]),
        ("exhibits", [{"name_ko": SCRIPT, "name_en": "", "text_ko": SCRIPT, "text_en": ""}]),
    ],
)
def test_a_script_is_shown_as_text(organiser, listing, field, value):
    propose(listing, **{field: value})

    page = text(organiser.get(address(listing)))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_lists_are_told_item_by_item(organiser, listing):
    propose(listing, tags=["하나", "셋", "넷"])

    page = text(organiser.get(address(listing)))

    assert "<del>둘</del>" in page
    assert "<ins>셋</ins>" in page


def test_verdicts_are_given_each_and_in_one_act(organiser, listing):
    good, bad, _later = propose(listing, summary_ko="새 글", name_en="New", tags=["넷"])

    answer = decide(
        organiser,
        listing,
        **{
            f"verdict-{good.uuid}": "approve",
            f"verdict-{bad.uuid}": "refuse",
            f"reason-{bad.uuid}": "공식 영문 이름을 써 주세요",
            f"verdict-{_later.uuid}": "later",
        },
    )

    assert answer.redirect_chain[-1][0].startswith(address(listing))
    assert states() == {"summary_ko": "approved", "name_en": "refused", "tags": "waiting"}
    bad.refresh_from_db()
    assert (bad.reason, bad.decided_by) == ("공식 영문 이름을 써 주세요", organiser.account)
    listing.refresh_from_db()
    assert listing.summary_ko == "새 글"


def test_after_the_last_one_comes_the_next_exhibitor(edition, organiser, listing):
    other = factories.ListingFactory(participation__edition=edition)
    propose(listing, summary_ko="새 글")
    propose(other, at=NOW.replace(day=21), summary_ko="새 글")

    answer = decide(organiser, listing, all="approve")
    assert answer.redirect_chain[-1][0].startswith(address(other))

    answer = decide(organiser, other, all="approve")
    assert answer.redirect_chain[-1][0].startswith("/admin/moderation/?")


def test_sending_back_without_a_reason_decides_nothing_and_keeps_the_choices(organiser, listing):
    good, bad = propose(listing, summary_ko="새 글", name_en="New")
    chosen = {f"verdict-{good.uuid}": "approve", f"verdict-{bad.uuid}": "refuse"}

    answer = decide(organiser, listing, **chosen)

    assert answer.status_code == 422
    assert set(states().values()) == {"waiting"}
    kept = {choice.key: choice.chosen for choice in answer.context["form"].choices}
    assert kept == {str(good.uuid): "approve", str(bad.uuid): "refuse"}
    assert f'href="#reason-{bad.uuid}"' in text(answer)


def test_all_are_sent_back_for_one_reason(organiser, listing):
    propose(listing, summary_ko="새 글", name_en="New")

    assert decide(organiser, listing, all="refuse").status_code == 422
    decide(organiser, listing, **{"all": "refuse", "reason-all": "맞춤법을 봐 주세요"})

    assert set(states().values()) == {"refused"}
    assert set(ListingChange.objects.values_list("reason", flat=True)) == {"맞춤법을 봐 주세요"}


def test_an_outdated_one_shows_both_texts_and_can_only_be_sent_back(organiser, listing):
    (change,) = propose(listing, summary_ko="새 글")
    listings.revise(listing, {"summary_ko": "운영자의 글"}, made_on_version=1)

    page = text(organiser.get(address(listing)))
    assert "운영자의 글" in page
    assert "새 글" in page
    assert 'value="approve"\n' not in page.split('name="all"')[0]

    decide(organiser, listing, **{f"verdict-{change.uuid}": "approve"})
    decide(organiser, listing, all="approve")
    assert states() == {"summary_ko": "waiting"}

    decide(organiser, listing, **{"all": "refuse", "reason-all": "그 사이 바뀌었습니다"})
    assert states() == {"summary_ko": "refused"}


def test_what_a_colleague_has_decided_meanwhile_is_said(organiser, listing):
    (change,) = propose(listing, summary_ko="새 글")
    moderation.withdraw(change, by=change.proposed_by, at=NOW)

    answer = decide(organiser, listing, **{f"verdict-{change.uuid}": "approve"})

    assert answer.status_code == 200
    assert states() == {"summary_ko": "withdrawn"}


def test_logos_stand_side_by_side(organiser, listing):
    first, second = (logo(colour) for colour in ("red", "blue"))
    listing.logo = first
    listing.save()
    propose(listing, logo=second.digest)

    page = text(organiser.get(address(listing)))

    for each in (first, second):
        assert f"/logos/{each.digest}.png" in page
        assert organiser.get(f"/logos/{each.digest}.png").status_code == 200


def test_only_organisers_of_the_edition_decide(edition, listing, client):
    (change,) = propose(listing, summary_ko="새 글")
    strangers = [
        organisers.arrive(factories.EditionFactory(), RoleKind.ORGANISER),
        organisers.arrive(edition, RoleKind.DOOR_SUPERVISOR),
        organisers.arrive(edition, RoleKind.PRIVACY_OFFICER),
        organisers.arrive(edition, RoleKind.EXHIBITOR, is_staff=False),
    ]

    for stranger in strangers:
        assert stranger.get(address(listing)).status_code == 404
        answer = stranger.post(address(listing), {f"verdict-{change.uuid}": "approve"})
        assert answer.status_code == 404
    assert client.get("/admin/moderation/").status_code == 302
    assert strangers[1].get("/admin/moderation/").status_code == 404
    assert states() == {"summary_ko": "waiting"}


def test_the_pages_cost_the_same_for_fifty_exhibitors(
    edition, organiser, django_assert_max_num_queries
):
    for listing in factories.ListingFactory.create_batch(50, participation__edition=edition):
        factories.ListingChangeFactory(listing=listing, field="summary_ko", before="")

    with django_assert_max_num_queries(12):
        organiser.get("/admin/moderation/")


def logo(colour):
    content = pictures.file(pictures.drawn(colour=colour))
    return logos.read(BytesIO(content), size=len(content))


def test_what_organisers_type_is_held_to_the_same_rules(organiser, listing):
    exhibit = factories.ExhibitFactory(listing=listing, order=1)
    form = {
        "made_on_version": 1, "summary_ko": "900101-1234567", "summary_en": "", "text_ko": "",
        "text_en": "", "website": "javascript:alert(1)", "links_0": "", "contact_email": "",
        "contact_phone": "call me", "tags_0": "",
        "exhibits-TOTAL_FORMS": 1, "exhibits-INITIAL_FORMS": 1, "exhibits-0-id": exhibit.pk,
        "exhibits-0-listing": listing.pk, "exhibits-0-order": 1, "exhibits-0-name_ko": "가\x1b나",
        "links": "", "tags": "",
    }  # fmt: skip

    answer = organiser.post(f"/admin/booths/listing/{listing.pk}/change/", form)

    assert answer.status_code == 200
    errors = answer.context["adminform"].form.errors
    assert {"summary_ko", "website", "contact_phone"} <= set(errors)
    assert "name_ko" in answer.context["inline_admin_formsets"][0].formset.errors[0]
    listing.refresh_from_db()
    assert listing.version == 1
