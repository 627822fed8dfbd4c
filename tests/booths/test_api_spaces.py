import pytest
from django.core.management import call_command

from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    HallFactory,
    ServiceStatusFactory,
    SpaceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="2023", number=1)


def ask(client, query="", slug="2023"):
    return client.get(f"/api/v1/editions/{slug}/spaces/{query}")


def codes(answer):
    return [row["code"] for row in answer.json()["results"]]


def test_a_space_tells_where_it_is_who_stands_there_and_how_it_runs(client, edition):
    held = AssignmentFactory(
        space__edition=edition,
        space__code="A-17",
        space__hall__code="4B",
        space__x=3,
        space__y=3,
        participation__exhibitor__code="hanbit",
        participation__exhibitor__name_ko="한빛신원청",
        participation__exhibitor__name_en="Hanbit",
    )
    CoParticipationFactory(
        edition=edition, main=held.participation, exhibitor__code="guest", exhibitor__name_ko="손님"
    )
    ServiceStatusFactory(outage__edition=edition, space=held.space)

    (row,) = ask(client).json()["results"]

    (occupant,) = row.pop("occupants")
    assert row == {
        "code": "A-17", "hall": "4B", "kind": "shell", "state": "suspended",
        "x": 3.0, "y": 3.0, "width": 3.0, "depth": 3.0, "area": 9.0,
    }  # fmt: skip
    assert (occupant["first_day"], occupant["last_day"]) == ("2023-11-23", "2023-11-25")
    assert occupant["exhibitor"] == {
        "id": str(held.participation.exhibitor.uuid),
        "code": "hanbit",
        "name": {"ko": "한빛신원청", "en": "Hanbit"},
        "sector": "public",
        "kind": "public_body",
    }
    assert [(g["role"], g["exhibitor"]["code"]) for g in occupant["guests"]] == [("co", "guest")]


def test_the_reference_edition_has_93_spaces_on_two_pages(client):
    call_command("seed")

    first, second = ask(client).json(), ask(client, "?page=2").json()

    assert first["count"] == 93
    assert (len(first["results"]), len(second["results"])) == (50, 43)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?hall=4B", 26),
        ("?sector=private", 32),
        ("?sector=public", 61),
        ("?hall=4E&sector=private", 5),
        ("?state=operating", 92),
        ("?state=suspended", 1),
        ("?state=suspended&hall=4C", 0),
    ],
)
def test_filters_narrow_the_list(client, query, count):
    call_command("seed")

    assert ask(client, query).json()["count"] == count


def test_the_kinds_sum_to_the_whole(client):
    call_command("seed")

    assert sum(ask(client, f"?kind={kind}").json()["count"] for kind in ("raw", "shell")) == 93


def test_a_space_taken_back_has_no_occupant_and_no_sector(client, edition):
    AssignmentFactory(space__edition=edition, released_at="2023-11-01T00:00:00+09:00")

    assert ask(client).json()["results"][0]["occupants"] == []
    assert ask(client, "?sector=public").json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?hall=9Z", "hall"),
        ("?sector=both", "sector"),
        ("?kind=round", "kind"),
        ("?state=closed", "state"),
        ("?colour=red", "colour"),
        ("?page=0", "page"),
        ("?page=two", "page"),
        ("?page_size=101", "page_size"),
        ("?page_size=", "page_size"),
    ],
)
def test_an_unknown_value_is_named_and_nothing_is_guessed(client, edition, query, name):
    HallFactory(edition=edition, code="4B")

    answer = ask(client, query)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid"
    assert list(answer.json()["errors"]) == [name]


def test_a_hall_of_another_edition_is_unknown_here(client, edition):
    HallFactory(code="4B")

    assert ask(client, "?hall=4B").status_code == 400


def test_a_page_after_the_last_is_not_found(client, edition):
    assert ask(client, "?page=2").status_code == 404


@pytest.mark.parametrize("published", [True, False])
def test_only_a_published_edition_is_known_to_the_public(client, published):
    EditionFactory(slug="2023", is_published=published)

    assert ask(client).status_code == (200 if published else 404)
    assert ask(client, slug="1999").json()["code"] == "not_found"


def test_what_did_not_change_is_not_sent_again(client, edition):
    SpaceFactory(edition=edition)
    etag = ask(client)["ETag"]

    again = client.get("/api/v1/editions/2023/spaces/", headers={"If-None-Match": etag})
    SpaceFactory(edition=edition)
    changed = client.get("/api/v1/editions/2023/spaces/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert "no-cache" in changed["Cache-Control"]


@pytest.mark.parametrize("size", [1, 50])
def test_the_list_costs_the_same_at_any_size(client, edition, size, django_assert_num_queries):
    for held in AssignmentFactory.create_batch(size, space__edition=edition):
        CoParticipationFactory(edition=edition, main=held.participation)

    with django_assert_num_queries(5):
        ask(client)
