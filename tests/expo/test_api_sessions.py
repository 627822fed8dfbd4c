from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from expo import editions
from tests.factories import EditionFactory, PartyFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return EditionFactory(slug="2023", number=1)


def ask(client, query=""):
    return client.get(f"/api/v1/editions/2023/sessions/{query}")


def codes(answer):
    return [row["code"] for row in answer.json()["results"]]


def test_a_session_tells_what_when_where_and_who(client, edition):
    session = SessionFactory(edition=edition, code="S2", hall__code="4E", room="주무대")
    PartyFactory(session=session, order=2, role="signatory", name_ko="", name_en="")
    PartyFactory(session=session, order=1, role="signatory", name_ko="고진", name_en="Ko Jin")

    (row,) = ask(client).json()["results"]

    assert row == {
        "id": str(session.uuid),
        "code": "S2",
        "kind": "talk",
        "state": "over",
        "title": {"ko": "강연", "en": "Talk"},
        "summary": {"ko": "", "en": ""},
        "hall": "4E",
        "room": "주무대",
        "starts_at": "2023-11-23T11:00:00+09:00",
        "ends_at": "2023-11-23T12:00:00+09:00",
        "capacity": 100,
        "takes_reservations": False,
        "reservations_only": False,
        "parties": [
            {
                "order": 1,
                "role": "signatory",
                "name": {"ko": "고진", "en": "Ko Jin"},
                "function": {"ko": "", "en": ""},
            },
            {
                "order": 2,
                "role": "signatory",
                "name": {"ko": "", "en": ""},
                "function": {"ko": "", "en": ""},
            },
        ],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kind=ceremony", ["S1", "S2", "S3"]),
        ("?day=2023-11-24", ["T3", "X2", "T4"]),
        ("?day=2023-11-25&kind=demonstration", ["X3"]),
        ("?hall=4B", []),
        ("?state=running", ["S2"]),
        ("?state=upcoming", ["S3", "X3"]),
        ("?state=over&day=2023-11-25", ["S1"]),
        ("?state=cancelled", []),
    ],
)
def test_filters_narrow_the_programme(client, query, found):
    call_command("seed")
    edition = editions.current()
    editions.set_clock(edition, datetime(2023, 11, 25, 4, 2, tzinfo=UTC), rate=0)

    assert codes(ask(client, query)) == found


def test_a_cancelled_session_says_so_and_is_neither_upcoming_nor_over(client, edition):
    SessionFactory(edition=edition, cancelled_at="2023-11-01T00:00:00+09:00")

    (row,) = ask(client).json()["results"]

    assert row["state"] == "cancelled"
    assert ask(client, "?state=cancelled").json()["count"] == 1
    assert ask(client, "?state=over").json()["count"] == 0


@pytest.mark.parametrize(
    "query", ["?kind=party", "?state=soon", "?day=tomorrow", "?hall=9Z", "?sector=public"]
)
def test_an_unknown_value_is_named(client, edition, query):
    answer = ask(client, query)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query[1:].split("=")[0]]


def test_what_did_not_change_is_not_sent_again(client, edition):
    etag = ask(client)["ETag"]

    again = client.get("/api/v1/editions/2023/sessions/", headers={"If-None-Match": etag})

    assert again.status_code == 304


@pytest.mark.parametrize("size", [1, 50])
def test_the_programme_costs_the_same_at_any_size(client, edition, size, django_assert_num_queries):
    for session in SessionFactory.create_batch(size, edition=edition):
        PartyFactory(session=session)

    with django_assert_num_queries(4):
        ask(client)
