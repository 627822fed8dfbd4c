"""Headcounts through the API: who may, what is refused and how, and the drift beside each."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from expo import editions
from expo.models import RoleKind
from tests import organisers
from tests.factories import EditionFactory, ObservationFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import attendance
from visitors.models import Observation

pytestmark = pytest.mark.django_db

NOW = utc("24T04:02")  # 13:02 in Seoul
SAID = {"area": "fair", "count": 5, "kind": "clicker"}


@pytest.fixture
def fair():
    fair = a_fair.open_fair()
    editions.set_clock(fair.edition, to=NOW, rate=0)
    return fair


@pytest.fixture
def supervisor(fair):
    return organisers.arrive(fair.edition, RoleKind.DOOR_SUPERVISOR, name="박입구")


def address(fair):
    return f"/api/v1/editions/{fair.edition.slug}/observations/"


def tell(client, fair, **said):
    return client.post(address(fair), SAID | said, content_type="application/json")


def withdraw(client, fair, observation):
    return client.post(f"{address(fair)}{observation}/withdrawal/")


def test_a_headcount_is_answered_with_its_drift(fair, supervisor):
    for badge in "ABC":
        fair.ticket(badge, badge)
        fair.scan(badge, "E1", "24T02:00")
    attendance.count_new(fair.edition.pk)

    told = tell(supervisor, fair, count=1, observed_at="2023-11-24T12:00:00+09:00")

    assert told.status_code == 201
    assert UUID(told.json().pop("id"))
    assert told.json() | {"id": None} == {
        "id": None,
        "area": "fair",
        "observed_at": "2023-11-24T12:00:00+09:00",
        "received_at": "2023-11-24T13:02:00+09:00",
        "kind": "clicker",
        "count": 1,
        "estimate": 3,
        "drift": 2,
        "observed_by": "박입구",
        "withdrawn_at": None,
    }


def test_a_headcount_told_again_is_answered_again_and_counts_once(fair, supervisor):
    said = {"id": str(uuid4()), "area": "hall:4B"}

    first, again = tell(supervisor, fair, **said), tell(supervisor, fair, **said)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Observation.objects.count() == 1


def test_another_headcount_under_its_id_is_a_conflict(fair, supervisor):
    said = {"id": str(uuid4())}
    tell(supervisor, fair, **said)

    again = tell(supervisor, fair, count=6, **said)

    assert again.status_code == 409
    assert again["Content-Type"] == "application/problem+json"
    assert (again.json()["code"], again.json()["count"]) == ("told_differently", 5)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"area": "hall:9Z"}, "unknown_area"),
        ({"area": "booth:A-01"}, "not_countable"),
        ({"count": -1}, "count_out_of_range"),
        ({"count": 10**12}, "count_out_of_range"),
        ({"observed_at": "2023-11-24T13:05:00+09:00"}, "observed_in_future"),
        ({"observed_at": "2023-11-22T12:00:00+09:00"}, "outside_show_days"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_is_refused_by_a_code(fair, supervisor, said, code):
    refusal = tell(supervisor, fair, **said)

    assert (refusal.status_code, refusal.json()["code"]) == (422, code)
    assert refusal["Content-Type"] == "application/problem+json"
    assert not Observation.objects.exists()


def test_a_refusal_says_what_is_allowed(fair, supervisor):
    unknown = tell(supervisor, fair, area="hall:9Z").json()
    outside = tell(supervisor, fair, observed_at="2023-11-22T12:00:00+09:00").json()

    assert unknown["areas"] == ["fair", "hall:4B", "session:S1"]
    assert outside["show_days"] == ["2023-11-23", "2023-11-24", "2023-11-25"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"count": "abc"}, "count"),
        ({"count": ""}, "count"),
        ({"count": None}, "count"),
        ({"count": 4.5}, "count"),
        ({"kind": "guess"}, "kind"),
        ({"area": ""}, "area"),
        ({"area": "fair\x00"}, "area"),
        ({"id": "seven"}, "id"),
        ({"observed_at": "13:02"}, "observed_at"),
        ({"observed_at": "2023-11-24T13:02:00"}, "observed_at"),
        ({"observedAt": "2023-11-24T13:02:00+09:00"}, "observedAt"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_field(fair, supervisor, said, field):
    refusal = tell(supervisor, fair, **said)

    assert refusal.status_code == 400
    assert list(refusal.json()["errors"]) == [field]
    assert not Observation.objects.exists()


@pytest.mark.parametrize("body", ["[]", "7", "{", ""])
def test_what_is_no_document_is_refused(fair, supervisor, body):
    refusal = supervisor.post(address(fair), body, content_type="application/json")

    assert refusal.status_code == 400


def test_headcounts_are_listed_the_latest_first_with_the_withdrawn_among_them(fair, supervisor):
    tell(supervisor, fair, count=10, observed_at="2023-11-23T12:00:00+09:00")
    wrong = tell(supervisor, fair, count=900, observed_at="2023-11-24T12:00:00+09:00").json()
    tell(supervisor, fair, count=8, observed_at="2023-11-24T13:00:00+09:00")
    withdraw(supervisor, fair, wrong["id"])

    rows = supervisor.get(address(fair)).json()["results"]

    assert [(row["count"], row["estimate"], row["drift"]) for row in rows] == [
        (8, 0, -8),
        (900, 0, -900),
        (10, 0, -10),
    ]
    assert [row["withdrawn_at"] is None for row in rows] == [True, False, True]


@pytest.mark.parametrize(
    ("query", "counts"),
    [
        ("", [3, 2, 1]),
        ("?area=hall:4B", [2]),
        ("?day=2023-11-23", [1]),
        ("?standing=false", [2]),
        ("?page_size=1&page=3", [1]),
    ],
)
def test_the_list_is_narrowed(fair, supervisor, query, counts):
    tell(supervisor, fair, count=1, observed_at="2023-11-24T03:59:59+09:00")
    said = {"observed_at": "2023-11-24T12:00:00+09:00", "area": "hall:4B"}
    second = tell(supervisor, fair, count=2, **said).json()
    tell(supervisor, fair, count=3)
    withdraw(supervisor, fair, second["id"])

    rows = supervisor.get(address(fair) + query).json()["results"]

    assert [row["count"] for row in rows] == counts


@pytest.mark.parametrize(
    ("query", "status"),
    [("?area=hall:9Z", 422), ("?day=2023-11-30", 422), ("?day=x", 400), ("?hall=4B", 400)],
)
def test_a_filter_that_finds_nothing_ever_says_so(fair, supervisor, query, status):
    assert supervisor.get(address(fair) + query).status_code == status


def test_the_list_costs_the_same_for_one_and_for_fifty(fair, supervisor):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert supervisor.get(address(fair)).status_code == 200
        return len(queries)

    tell(supervisor, fair)
    for_one = cost()
    for minute in range(49):
        tell(supervisor, fair, observed_at=(NOW - timedelta(minutes=minute)).isoformat())

    assert cost() == for_one


def test_an_unchanged_list_is_not_sent_again(fair, supervisor):
    tag = supervisor.get(address(fair))["ETag"]
    assert supervisor.get(address(fair), headers={"if-none-match": tag}).status_code == 304

    tell(supervisor, fair)

    assert supervisor.get(address(fair), headers={"if-none-match": tag}).status_code == 200


def test_a_headcount_is_withdrawn_and_the_first_word_stands(fair, supervisor):
    told = tell(supervisor, fair).json()

    first = withdraw(supervisor, fair, told["id"])
    editions.set_clock(fair.edition, to=NOW + timedelta(hours=1), rate=0)
    again = withdraw(supervisor, fair, told["id"])

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["withdrawn_at"] == "2023-11-24T13:02:00+09:00"


def test_a_headcount_of_another_edition_is_not_there(fair, supervisor):
    elsewhere = ObservationFactory(edition=EditionFactory())

    assert withdraw(supervisor, fair, elsewhere.uuid).status_code == 404
    assert Observation.objects.standing().get() == elsewhere


def test_a_planner_reads_and_tells_nothing(fair, supervisor):
    planner = organisers.arrive(fair.edition, RoleKind.PLANNER)
    told = tell(supervisor, fair).json()

    assert planner.get(address(fair)).status_code == 200
    assert tell(planner, fair).status_code == 403
    assert withdraw(planner, fair, told["id"]).status_code == 403
    assert Observation.objects.standing().count() == 1


def test_whoever_belongs_to_another_edition_finds_nothing(fair):
    stranger = organisers.arrive(EditionFactory(), RoleKind.DOOR_SUPERVISOR)

    assert stranger.get(address(fair)).status_code == 404
    assert tell(stranger, fair).status_code == 404


def test_a_page_elsewhere_cannot_tell_in_somebodys_name(fair, supervisor):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(supervisor.account)

    assert tell(careful, fair).status_code == 403
    assert not Observation.objects.exists()
