import pytest
from django.core.management import call_command

from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    ExhibitFactory,
    ListingFactory,
    OutageFactory,
    ParticipationFactory,
    ServiceStatusFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="2023", number=1)


def ask(client, query=""):
    return client.get(f"/api/v1/editions/2023/exhibitors/{query}")


def codes(answer):
    return {row["code"] for row in answer.json()["results"]}


def test_an_exhibitor_tells_its_name_its_place_and_what_it_shows(client, edition):
    main = ParticipationFactory(
        edition=edition,
        exhibitor__code="naver",
        exhibitor__name_ko="네이버",
        exhibitor__name_en="Naver",
        exhibitor__country="KR",
    )
    AssignmentFactory(
        space__edition=edition, space__code="D-03", space__hall__code="4E", participation=main
    )
    listing = ListingFactory(participation=main, summary_ko="짧은 글", tags=["수출"])
    ExhibitFactory(listing=listing, name_ko="디지털트윈 플랫폼", name_en="Digital-twin platform")

    (row,) = ask(client).json()["results"]

    assert row == {
        "id": str(main.exhibitor.uuid),
        "code": "naver",
        "name": {"ko": "네이버", "en": "Naver"},
        "sector": "public",
        "kind": "public_body",
        "country": "KR",
        "role": "main",
        "main": None,
        "spaces": [{"code": "D-03", "hall": "4E", "state": "operating"}],
        "listing": {
            "summary": {"ko": "짧은 글", "en": ""},
            "text": {"ko": "", "en": ""},
            "website": "",
            "tags": ["수출"],
            "exhibits": [
                {
                    "name": {"ko": "디지털트윈 플랫폼", "en": "Digital-twin platform"},
                    "text": {"ko": "", "en": ""},
                }
            ],
        },
    }


def test_a_co_exhibitor_is_found_on_the_space_of_its_main(client, edition):
    held = AssignmentFactory(space__edition=edition, space__code="B-04")
    guest = CoParticipationFactory(edition=edition, main=held.participation)

    rows = {row["code"]: row for row in ask(client).json()["results"]}

    row = rows[guest.exhibitor.code]
    assert row["main"] == held.participation.exhibitor.code
    assert [space["code"] for space in row["spaces"]] == ["B-04"]
    assert row["listing"] is None


def test_who_withdrew_is_not_listed(client, edition):
    ParticipationFactory(edition=edition, withdrawn_at="2023-11-01T00:00:00+09:00")

    assert ask(client).json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 99),
        ("?sector=private", 30),
        ("?sector=public", 69),
        ("?kind=ministry", 26),
        ("?kind=local_government", 13),
        ("?kind=large_company", 3),
        ("?role=co", 14),
        ("?state=suspended", 1),
        ("?state=operating", 98),
    ],
)
def test_filters_narrow_the_list(client, query, count):
    call_command("seed")

    assert ask(client, query).json()["count"] == count


def test_the_hall_filter_finds_main_and_guest_once_each(client, edition):
    main = ParticipationFactory(edition=edition)
    guest = CoParticipationFactory(edition=edition, main=main)
    first = AssignmentFactory(
        space__edition=edition, space__hall__code="4B", participation=main
    ).space
    AssignmentFactory(space__edition=edition, space__hall=first.hall, participation=main)
    AssignmentFactory(space__edition=edition)

    found = ask(client, "?hall=4B")

    assert found.json()["count"] == 2
    assert codes(found) == {main.exhibitor.code, guest.exhibitor.code}


def test_a_guest_is_suspended_with_its_main(client, edition):
    held = AssignmentFactory(space__edition=edition)
    guest = CoParticipationFactory(edition=edition, main=held.participation)
    ServiceStatusFactory(outage=OutageFactory(edition=edition), space=held.space)

    assert guest.exhibitor.code in codes(ask(client, "?state=suspended"))
    assert ask(client, "?state=operating").json()["count"] == 0


@pytest.mark.parametrize(
    "query", ["?sector=third", "?kind=king", "?role=guest", "?state=open", "?theme=x"]
)
def test_an_unknown_value_is_named(client, edition, query):
    answer = ask(client, query)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query[1:].split("=")[0]]


def test_what_did_not_change_is_not_sent_again(client, edition):
    etag = ask(client)["ETag"]

    again = client.get("/api/v1/editions/2023/exhibitors/", headers={"If-None-Match": etag})

    assert again.status_code == 304


@pytest.mark.parametrize("size", [1, 25])
def test_the_list_costs_the_same_at_any_size(client, edition, size, django_assert_num_queries):
    for held in AssignmentFactory.create_batch(size, space__edition=edition):
        guest = CoParticipationFactory(edition=edition, main=held.participation)
        for participation in (held.participation, guest):
            ExhibitFactory(listing=ListingFactory(participation=participation))

    with django_assert_num_queries(8):
        ask(client)
