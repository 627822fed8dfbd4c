from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from expo import editions
from tests.factories import EditionFactory, OutageFactory, ServiceStatusFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="2023", number=1)


def ask(client, query=""):
    return client.get(f"/api/v1/editions/2023/outages/{query}")


def test_the_outage_of_24_november_is_told_as_it_was_reported(client):
    call_command("seed")

    (outage,) = ask(client).json()["results"]

    assert outage.pop("id")
    assert set(outage.pop("text")) == {"ko", "en"}
    assert outage == {
        "state": "suspended",
        "cause": "government_network",
        "started_at": "2023-11-24T15:25:00+09:00",
        "start_is_estimated": True,
        "expected_until": None,
        "ended_at": None,
        "spaces": [
            {
                "space": "A-17",
                "hall": "4B",
                "started_at": "2023-11-24T15:25:00+09:00",
                "ended_at": None,
                "is_own": True,
            }
        ],
    }


def test_times_are_those_of_the_place_where_the_edition_is_held(client, edition):
    edition.timezone = "Europe/Paris"
    edition.save()
    OutageFactory(edition=edition)

    (outage,) = ask(client).json()["results"]

    assert outage["started_at"] == "2023-11-24T07:25:00+01:00"


def test_the_latest_comes_first(client, edition):
    OutageFactory(edition=edition, text_ko="먼저", started_at="2023-11-23T11:00:00+09:00")
    OutageFactory(edition=edition, text_ko="나중", started_at="2023-11-24T11:00:00+09:00")

    assert [row["text"]["ko"] for row in ask(client).json()["results"]] == ["나중", "먼저"]


def test_what_has_not_begun_by_the_fairs_clock_is_not_told(client, edition):
    OutageFactory(edition=edition, started_at="2023-11-24T15:25:00+09:00")
    editions.set_clock(edition, datetime(2023, 11, 24, 6, 20, tzinfo=UTC), rate=0)

    assert ask(client).json()["count"] == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?standing=true", {"a"}),
        ("?standing=false", {"b"}),
        ("?cause=venue", {"b"}),
        ("?state=degraded", {"b"}),
        ("?hall=4B", {"a"}),
    ],
)
def test_filters_narrow_the_list(client, edition, query, found):
    standing = OutageFactory(edition=edition, text_ko="a")
    ServiceStatusFactory.create_batch(
        2, outage=standing, space__hall=SpaceFactory(edition=edition, hall__code="4B").hall
    )
    OutageFactory(
        edition=edition,
        text_ko="b",
        cause="venue",
        state="degraded",
        ended_at="2023-11-24T16:00:00+09:00",
    )

    answer = ask(client, query).json()

    assert {row["text"]["ko"] for row in answer["results"]} == found
    assert answer["count"] == 1


@pytest.mark.parametrize(
    "query", ["?state=operating", "?cause=ghosts", "?standing=maybe", "?hall=9Z"]
)
def test_an_unknown_value_is_named(client, edition, query):
    answer = ask(client, query)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query[1:].split("=")[0]]


@pytest.mark.parametrize("size", [1, 50])
def test_the_list_costs_the_same_at_any_size(client, edition, size, django_assert_num_queries):
    ServiceStatusFactory.create_batch(size, outage__edition=edition)

    with django_assert_num_queries(4):
        ask(client)
