"""Listings through the API: members propose, organisers write and decide, strangers see nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from booths import listings, moderation
from booths.models import ListingChange, Logo
from expo.models import RoleKind
from tests import factories, organisers, pictures
from tests.booths.portal_scenes import NOW, Desk, logged_in

pytestmark = pytest.mark.django_db

OWN, CHANGES, LOGOS = (
    "/api/v1/portal/listing/",
    "/api/v1/portal/listing/changes/",
    "/api/v1/portal/logos/",
)


@pytest.fixture
def desk():
    return Desk(summary_ko="옛 글")


@pytest.fixture
def organiser(desk):
    return organisers.arrive(desk.edition, RoleKind.ORGANISER)


def patch(client, seen=None, query="", **values):
    standing = client.get(OWN + query).json()["fields"]
    told = {name: {k: v for k, v in standing[name].items() if k in {"live", "waiting"}}
            for name in values if name in standing}  # fmt: skip
    body = {"fields": values, "seen": told if seen is None else seen}
    return client.patch(OWN + query, body, content_type="application/json")


def decide(client, desk, change, **said):
    address = f"/api/v1/editions/{desk.edition.slug}/listing-changes/{change}/decision/"
    return client.post(address, said, content_type="application/json")


def test_a_member_reads_how_every_field_stands(desk):
    patch(desk.client, summary_en="New", name_en="Other")
    refused = ListingChange.objects.get(field="name_en")
    moderation.refuse(refused, "공식 이름이 아님", by=factories.AccountFactory(), at=NOW)

    told = desk.client.get(OWN).json()

    assert (told["exhibitor"], told["version"]) == (desk.exhibitor.code, 1)
    assert told["fields"]["summary_ko"] == {"live": "옛 글", "state": "live"}
    assert told["fields"]["summary_en"] == {"live": "", "waiting": "New", "state": "waiting"}
    assert told["fields"]["name_en"]["reason"] == "공식 이름이 아님"
    assert set(told["fields"]) == set(listings.FIELDS)


def test_what_a_member_writes_is_proposed(desk):
    answer = patch(desk.client, summary_ko=" 새 글 ", summary_en="")

    assert answer.status_code == 202
    (change,) = answer.json()["changes"]
    assert (change["field"], change["before"], change["after"]) == ("summary_ko", "옛 글", "새 글")
    assert change["state"] == "waiting"
    assert desk.live()["summary_ko"] == "옛 글"


def test_what_an_organiser_writes_takes_effect(desk, organiser):
    answer = patch(organiser, query=f"?exhibitor={desk.exhibitor.code}", summary_ko="운영자의 글")

    assert answer.status_code == 200
    assert answer.json()["fields"]["summary_ko"]["live"] == "운영자의 글"
    assert answer.json()["version"] == 2
    assert desk.live()["summary_ko"] == "운영자의 글"


def test_whoever_was_slower_gets_all_texts(desk):
    seen = {"summary_ko": {"live": "옛 글"}}
    patch(desk.client, summary_ko="첫째의 글")

    answer = patch(desk.client, seen=seen, summary_ko="둘째의 글")

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "listing_changed"
    assert answer.json()["fields"]["summary_ko"] == {
        "live": "옛 글", "waiting": "첫째의 글", "yours": "둘째의 글"
    }  # fmt: skip


def test_whoever_does_not_say_what_he_saw_is_refused(desk):
    answer = patch(desk.client, seen={}, summary_ko="새 글")

    assert (answer.status_code, answer.json()["code"]) == (422, "seen_missing")


@pytest.mark.parametrize(
    "values",
    [
        {"website": "javascript:alert(1)"},
        {"summary_ko": "900101-1234567"},
        {"summary_ko": 7},
        {"tags": "text"},
        {"exhibits": [{"name_en": "Only"}]},
        {"logo": "a" * 64},
        {"version": 7},
        {"name_ko": None},
    ],
)
def test_bad_values_are_refused_by_their_field(desk, values):
    answer = patch(desk.client, **values)

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")
    assert set(answer.json()["errors"]["fields"]) == set(values)
    assert not ListingChange.objects.exists()


@pytest.mark.parametrize(
    "body", [[], 7, {}, {"fields": 7, "seen": {}}, {"fields": {}, "seen": []}, {"felds": {}}]
)
def test_a_body_that_is_none_is_refused(desk, body):
    answer = desk.client.patch(OWN, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid")


def test_a_logo_is_uploaded_and_then_proposed(desk):
    file = SimpleUploadedFile("logo.png", pictures.file())
    answer = desk.client.post(LOGOS, {"file": file})

    assert answer.status_code == 201
    digest = answer.json()["digest"]
    assert desk.client.get(answer.json()["url"]).status_code == 200
    assert patch(desk.client, logo=digest).status_code == 202


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<svg/>", "logo_is_svg"),
        (bytes(6_000_000), "logo_too_large"),
        (pictures.png_that_says(20_000, 20_000), "logo_too_wide"),
        (b"text", "logo_unreadable"),
    ],
)
def test_a_bad_logo_is_refused_with_its_code(desk, content, code):
    answer = desk.client.post(LOGOS, {"file": SimpleUploadedFile("x.png", content)})

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Logo.objects.exists()


def test_a_logo_without_a_file_is_refused(desk):
    assert desk.client.post(LOGOS, {}).status_code == 400
    assert desk.client.post(LOGOS, {"file": "text"}).status_code == 400


def test_an_organiser_decides(desk, organiser):
    patch(desk.client, summary_ko="새 글", summary_en="New")
    changes = organiser.get(f"/api/v1/editions/{desk.edition.slug}/listing-changes/?state=waiting")
    assert changes.json()["count"] == 2
    good, bad = (
        next(row["id"] for row in changes.json()["results"] if row["field"] == name)
        for name in ("summary_ko", "summary_en")
    )

    assert decide(organiser, desk, good, approve=True).json()["state"] == "approved"
    missing = decide(organiser, desk, bad, approve=False)
    assert (missing.status_code, missing.json()["code"]) == (422, "reason_missing")
    assert decide(organiser, desk, bad, approve=False, reason="짧음").json()["reason"] == "짧음"
    again = decide(organiser, desk, good, approve=True)
    assert (again.status_code, again.json()["code"]) == (409, "change_decided")
    assert desk.live()["summary_ko"] == "새 글"


def test_an_outdated_proposal_is_refused_with_all_texts(desk, organiser):
    (change,) = patch(desk.client, summary_ko="새 글").json()["changes"]
    patch(organiser, query=f"?exhibitor={desk.exhibitor.code}", summary_ko="운영자의 글")

    answer = decide(organiser, desk, change["id"], approve=True)

    assert (answer.status_code, answer.json()["code"]) == (409, "change_outdated")
    texts = {name: answer.json()[name] for name in ("live", "before", "after")}
    assert texts == {"live": "운영자의 글", "before": "옛 글", "after": "새 글"}


@pytest.mark.parametrize("said", [{}, {"approve": "perhaps"}, {"approve": True, "because": "x"}])
def test_a_decision_that_is_none_is_refused(desk, organiser, said):
    (change,) = patch(desk.client, summary_ko="새 글").json()["changes"]

    assert decide(organiser, desk, change["id"], **said).status_code == 400


def test_a_member_sees_its_own_changes_alone(desk):
    patch(desk.client, summary_ko="새 글")
    other = Desk()
    patch(other.client, summary_ko="남의 글")

    told = desk.client.get(CHANGES).json()
    assert [row["after"] for row in told["results"]] == ["새 글"]
    assert desk.client.get(f"{CHANGES}?state=approved").json()["count"] == 0
    assert desk.client.get(f"{CHANGES}?stat=approved").status_code == 400


def test_nobody_reaches_what_is_not_his(desk):
    other = Desk()
    code = f"?exhibitor={desk.exhibitor.code}"

    for client in (other.client, organisers.arrive(other.edition, RoleKind.ORGANISER)):
        assert client.get(OWN + code).status_code == 404
        assert client.get(CHANGES + code).status_code == 404
        body = {"fields": {}, "seen": {}}
        answer = client.patch(OWN + code, body, content_type="application/json")
        assert answer.status_code == 404
    (change,) = patch(desk.client, summary_ko="새 글").json()["changes"]
    assert decide(desk.client, desk, change["id"], approve=True).status_code == 404
    assert decide(other.client, desk, change["id"], approve=True).status_code == 404
    assert Client().get(OWN).status_code == 403


def test_who_works_for_several_names_one(desk):
    second = factories.MemberFactory(
        account=desk.member.account,
        exhibitor=factories.ExhibitorFactory(edition=desk.edition),
    )

    answer = desk.client.get(OWN)
    assert (answer.status_code, answer.json()["code"]) == (422, "exhibitor_missing")
    told = desk.client.get(f"{OWN}?exhibitor={second.exhibitor.code}").json()
    assert told["exhibitor"] == second.exhibitor.code


def test_the_list_costs_the_same_at_any_length(desk, organiser, django_assert_num_queries):
    address = f"/api/v1/editions/{desk.edition.slug}/listing-changes/"
    organiser.get(address)
    counts = []
    for _time in range(2):
        factories.ListingChangeFactory.create_batch(20, listing=desk.listing)
        with django_assert_num_queries(5) as asked:
            organiser.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_refused_member_loses_the_api_at_once(desk):
    client = logged_in(desk.member.account)
    assert client.get(OWN).status_code == 200

    desk.member.ended_at = NOW
    desk.member.save()

    assert client.get(OWN).status_code == 404
    assert client.get(desk.address).status_code == 404


@pytest.mark.parametrize("typed", ["\0", "a" * 64, "a" * 65, 1, [], {"digest": ""}])
def test_a_logo_that_was_not_uploaded_is_refused(desk, typed):
    answer = patch(desk.client, logo=typed)

    assert answer.status_code == 400 if typed else 202
    assert not ListingChange.objects.exists()
