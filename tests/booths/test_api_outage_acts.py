"""Organisers open, amend and end outages through the API."""

from datetime import UTC, datetime

import pytest

from booths.models import Outage, Space
from expo import editions
from expo.models import RoleKind
from tests import organisers
from tests.factories import EditionFactory, SpaceFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 23, 3, tzinfo=UTC)
ADDRESS = "/api/v1/editions/2023/outages/"


@pytest.fixture
def edition():
    edition = EditionFactory(slug="2023", number=1)
    for code in ("A-01", "A-02", "A-03"):
        SpaceFactory(edition=edition, code=code)
    editions.set_clock(edition, NOON, rate=0)
    return edition


@pytest.fixture
def organiser(edition):
    return organisers.arrive(edition, RoleKind.ORGANISER)


def post(client, address=ADDRESS, **said):
    return client.post(address, said, content_type="application/json")


def start(client, **said):
    usual = {"spaces": ["A-01", "A-02"], "cause": "government_network"}
    return post(client, **usual | said)


def one(outage):
    return f"{ADDRESS}{outage.uuid}/"


def test_one_act_stops_many_booths(organiser):
    answer = start(
        organiser,
        text={"ko": "전산망 장애"},
        started_at="2023-11-23T11:30:00+09:00",
        start_is_estimated=True,
        expected_until="2023-11-23T15:00:00+09:00",
    )

    told = answer.json()
    assert answer.status_code == 201
    assert told["started_at"] == "2023-11-23T11:30:00+09:00"
    assert told["text"]["ko"] == "전산망 장애"
    assert "government networks" in told["text"]["en"]
    assert [(each["space"], each["is_own"]) for each in told["spaces"]] == [
        ("A-01", False),
        ("A-02", False),
    ]
    assert Outage.objects.get().opened_by == organiser.account


def test_other_words_amend_it_and_another_state_opens_the_next(organiser):
    start(organiser)
    outage = Outage.objects.get()

    organiser.patch(one(outage), {"text": {"ko": "복구 중"}}, content_type="application/json")
    outage.refresh_from_db()
    assert outage.text_ko == "복구 중"

    answer = organiser.patch(one(outage), {"state": "degraded"}, content_type="application/json")
    outage.refresh_from_db()
    assert outage.ended_at == NOON
    assert answer.json()["id"] != str(outage.uuid)
    assert (answer.json()["state"], answer.json()["text"]["ko"]) == ("degraded", "복구 중")


def test_one_booth_is_reopened_and_then_all(organiser):
    start(organiser)
    end = f"{one(Outage.objects.get())}end/"

    first = post(organiser, end, spaces=["A-01"]).json()
    assert first["ended_at"] is None
    assert [bool(each["ended_at"]) for each in first["spaces"]] == [True, False]

    assert post(organiser, end).json()["ended_at"] == "2023-11-23T12:00:00+09:00"
    again = post(organiser, end)
    assert (again.status_code, again.json()["code"]) == (409, "already_reopened")


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"spaces": []}, 400, "invalid"),
        ({"spaces": ["Z-99"]}, 400, "invalid"),
        ({"cause": "ghosts"}, 400, "invalid"),
        ({"state": "operating"}, 400, "invalid"),
        ({"started": "2023-11-23T11:30:00+09:00"}, 400, "invalid"),
        ({"started_at": "2023-11-23T11:30:00"}, 400, "invalid"),
        ({"started_at": "2023-11-23T12:01:00+09:00"}, 422, "starts_in_future"),
        ({"expected_until": "2023-11-23T11:59:00+09:00"}, 422, "expected_in_past"),
        ({"text": {"ko": "가" * 201}}, 400, "invalid"),
        ({"text": {"ko": "900101-1234567"}}, 422, "resident_number"),
        ({"text": {"ko": "\u202e거꾸로"}}, 422, "not_publishable"),
        ({"text": "글"}, 400, "invalid"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(organiser, said, status, code):
    answer = start(organiser, **said)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Outage.objects.exists()


def test_it_ends_neither_before_it_began_nor_later_than_now(organiser):
    start(organiser)
    end = f"{one(Outage.objects.get())}end/"

    early = post(organiser, end, at="2023-11-23T11:00:00+09:00").json()
    late = post(organiser, end, at="2023-11-23T12:01:00+09:00").json()

    assert [early["code"], late["code"]] == ["ends_before_start", "ends_in_future"]


def test_organisers_of_another_edition_find_nothing(edition, organiser):
    start(organiser)
    elsewhere = organisers.arrive(EditionFactory(), RoleKind.ORGANISER)
    outage = Outage.objects.get()

    answers = [
        start(elsewhere),
        elsewhere.patch(one(outage), {}, content_type="application/json"),
        post(elsewhere, f"{one(outage)}end/"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Outage.objects.standing().count() == 1


def test_a_space_of_another_edition_is_not_known_here(organiser):
    other = SpaceFactory(code="X-01")

    assert start(organiser, spaces=[other.code]).status_code == 400
    assert Space.objects.filter(code="X-01").exists()
