"""Published figures through the API: who tells, what is refused and how, and the reasons."""

from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo.models import RoleKind
from tests import organisers
from tests.visitors.a_fair import utc
from tests.visitors.announcements import ended_fair
from visitors import attendance
from visitors.models import PublishedFigure

pytestmark = pytest.mark.django_db

SAID = {"figure": "daily_unique", "day": "2023-11-23", "as_of": "2023-11-23T18:00:00+09:00"}


@pytest.fixture
def fair():
    return ended_fair()


@pytest.fixture
def planner(fair):
    return organisers.arrive(fair.edition, RoleKind.PLANNER, name="이기획")


def address(fair, row=None):
    base = f"/api/v1/editions/{fair.edition.slug}/published-figures/"
    return f"{base}{row}/" if row else base


def publish(client, fair, **said):
    return client.post(address(fair), SAID | said, content_type="application/json")


def arrive_late(fair, badge="B"):
    fair.ticket(badge, badge)
    fair.scan(badge, "E1", "23T03:00", received_at=utc("23T12:00"))


def test_a_figure_is_told_with_its_value_its_words_and_who_told_it(fair, planner):
    fair.ticket("A", "p1")
    fair.scan("A", "E1", "23T02:00")

    answer = publish(planner, fair)

    told = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == address(fair, told["id"])
    assert UUID(told.pop("id"))
    assert told.pop("text").keys() == {"ko", "en"}
    assert told == {
        "figure": "daily_unique",
        "day": "2023-11-23",
        "as_of": "2023-11-23T18:00:00+09:00",
        "value": 1,
        "published_at": "2023-11-26T09:00:00+09:00",
        "published_by": "이기획",
    }


def test_told_again_it_is_kept_once(fair, planner):
    said = {"id": str(uuid4())}

    first, again = publish(planner, fair, **said), publish(planner, fair, **said)

    assert first.json() == again.json()
    assert first.json()["id"] == said["id"]
    assert PublishedFigure.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"figure": "weather"}, 400, ["invalid", "figure"]),
        ({"value": 9999}, 400, ["invalid", "value"]),
        ({"day": "2023-13-01"}, 400, ["invalid", "day"]),
        ({"as_of": "yesterday"}, 400, ["invalid", "as_of"]),
        ({"as_of": "2023-11-23T18:00:00"}, 400, ["invalid", "+09:00"]),
        ({"id": "one"}, 400, ["invalid", "id"]),
        ({"text_ko": "가" * 501}, 400, ["invalid", "text_ko"]),
        ({"day": None}, 422, ["figure_needs_a_day", "visits"]),
        ({"figure": "visits"}, 422, ["figure_has_no_day", "daily_unique"]),
        ({"day": "2023-11-22"}, 422, ["not_a_show_day", "2023-11-23"]),
        ({"day": "2023-11-25"}, 422, ["day_not_begun", "2023-11-25T04:00:00+09:00"]),
        ({"as_of": "2023-12-24T18:00:00+09:00"}, 422, ["as_of_in_the_future", "2023-11-26"]),
        (
            {"figure": "visits", "day": None, "as_of": "2022-12-24T18:00:00+09:00"},
            422,
            ["as_of_too_early", "2023-11-23"],
        ),
    ],
    ids=str,
)
def test_what_cannot_be_told_is_refused_with_what_can(fair, planner, said, status, words):
    answer = publish(planner, fair, **said)

    assert answer.status_code == status
    assert all(word in answer.content.decode() for word in words)
    assert not PublishedFigure.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "1", '"visits"', "null", "{"])
def test_a_body_that_is_no_object_is_refused(fair, planner, body):
    answer = planner.post(address(fair), body, content_type="application/json")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_refusal_is_a_sentence_for_people(fair, planner):
    refused = publish(planner, fair, day="2023-11-22")

    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == (
        "2023-11-22은(는) 전시일이 아닙니다. 전시일: 2023-11-23, 2023-11-24, 2023-11-25."
    )


# Compared


def test_a_published_figure_is_compared_with_today_reason_by_reason(fair, planner):
    told = publish(planner, fair).json()
    arrive_late(fair)

    compared = planner.get(address(fair, told["id"])).json()

    found = compared["difference"]
    assert (compared["value"], found["then"], found["now"], found["change"]) == (0, 0, 1, 1)
    assert found["is_reproduced"] is True
    assert [reason["kind"] for reason in found["reasons"]] == [
        *("late_scans", "later_scans", "voids", "merges", "adjustments"),
        *("headcounts", "unexplained"),
    ]
    assert found["reasons"][0] == {
        "kind": "late_scans",
        "label": "늦게 들어온 스캔",
        "effect": 1,
        "rows": 1,
        "sources": [{"gate": "E1", "device": "E1", "rows": 1}],
    }
    assert found["explained"]["en"].startswith("Published as 0, today 1 (+1): ")
    assert compared["definition"]["label"] == "일별 실인원"


def test_a_comparison_is_not_sent_again_until_a_figure_changes(fair, planner):
    attendance.catch_up(fair.edition.pk)
    here = address(fair, publish(planner, fair).json()["id"])
    tag = planner.get(here)["ETag"]
    assert planner.get(here, headers={"if-none-match": tag}).status_code == 304

    arrive_late(fair)
    attendance.catch_up(fair.edition.pk)

    changed = planner.get(here, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed.json()["difference"]["now"] == 1


def test_an_unchanged_figure_is_counted_once(fair, planner):
    here = address(fair, publish(planner, fair).json()["id"])
    planner.get(here)

    with CaptureQueriesContext(connection) as captured:
        planner.get(here)

    assert not [query for query in captured if "WITH RECURSIVE" in query["sql"]]


def test_a_figure_of_another_edition_is_not_there(fair, planner):
    elsewhere = ended_fair()
    other = organisers.arrive(elsewhere.edition, RoleKind.ORGANISER)
    told = publish(other, elsewhere).json()["id"]

    assert planner.get(address(elsewhere, told)).status_code == 404
    assert planner.get(address(fair, told)).status_code == 404


# Listed


def test_figures_are_listed_page_by_page_the_latest_first(fair, planner):
    told = [publish(planner, fair).json()["id"] for _number in range(3)]

    first = planner.get(address(fair), {"page_size": 2}).json()
    second = planner.get(first["next"]).json()

    assert first["count"] == 3
    assert [row["id"] for row in first["results"] + second["results"]] == told[::-1]


def test_a_list_without_news_is_not_sent_again(fair, planner):
    publish(planner, fair)
    tag = planner.get(address(fair))["ETag"]
    assert planner.get(address(fair), headers={"if-none-match": tag}).status_code == 304

    publish(planner, fair)

    assert planner.get(address(fair), headers={"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("query", [{"page": 0}, {"page_size": 101}, {"mood": "good"}])
def test_an_unknown_filter_or_page_is_refused(fair, planner, query):
    assert planner.get(address(fair), query).status_code == 400


def test_a_page_costs_the_same_for_any_number_of_figures(fair, planner):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            planner.get(address(fair), {"page_size": 50})
        return len(captured)

    publish(planner, fair)
    for_one = cost()
    for _number in range(20):
        publish(planner, fair)

    assert cost() == for_one


def test_nobody_changes_or_removes_a_published_figure(fair, planner):
    here = address(fair, publish(planner, fair).json()["id"])

    answers = [planner.put(here, {}), planner.patch(here, {}), planner.delete(here)]

    assert [answer.status_code for answer in answers] == [405, 405, 405]


@pytest.mark.parametrize("kind", [None, *RoleKind])
def test_who_may_read_may_publish_and_nobody_else_learns_of_it(fair, kind):
    client = organisers.arrive(fair.edition, *([kind] if kind else []))

    statuses = {client.get(address(fair)).status_code, publish(client, fair).status_code}

    assert statuses == ({200, 201} if kind in {"planner", "organiser"} else {404})
    assert Client().get(address(fair)).status_code == 403
