"""Members tell through the API how their booths run."""

from datetime import UTC, datetime

import pytest

from booths.models import Cause, Outage
from booths.outages import Notice, start
from expo import editions
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    EditionFactory,
    MemberFactory,
    ShowDayFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2023, 11, 23, 3, tzinfo=UTC)
ADDRESS = "/api/v1/portal/status/"


@pytest.fixture
def edition():
    edition = ShowDayFactory(edition=EditionFactory()).edition
    editions.set_clock(edition, NOON, rate=0)
    return edition


@pytest.fixture
def booth(edition):
    return AssignmentFactory(space__edition=edition, space__code="A-17")


@pytest.fixture
def member(client, booth):
    member = MemberFactory(exhibitor=booth.participation.exhibitor)
    client.force_login(member.account)
    return member


def tell(client, query="", **said):
    return client.post(f"{ADDRESS}{query}", said, content_type="application/json")


def test_it_is_told_read_amended_and_ended(client, member):
    told = tell(client, state="suspended", cause="own_device", text={"ko": "고치는 중"}).json()

    assert (told["state"], told["may_tell"], told["organisers"]) == ("suspended", True, [])
    assert [booth["state"] for booth in told["booths"]] == ["suspended"]
    assert told["own"][0]["text"]["ko"] == "고치는 중"
    assert client.get(ADDRESS).json() == told

    limited = tell(client, state="degraded", cause="own_device").json()
    assert limited["own"][0]["started_at"] == "2023-11-23T12:00:00+09:00"
    assert Outage.objects.standing().get().state == "degraded"

    assert tell(client, state="operating").json()["state"] == "operating"
    again = tell(client, state="operating")
    assert (again.status_code, again.json()["code"]) == (409, "already_reopened")


def test_the_organisers_outage_is_read_and_not_ended(client, edition, booth, member):
    notice = Notice(cause=Cause.VENUE, text_ko="정전", started_at=NOON)
    start(edition, notice, [booth.space])

    assert tell(client, state="operating").status_code == 409
    told = client.get(ADDRESS).json()
    assert (told["state"], told["own"]) == ("suspended", [])
    assert told["organisers"][0]["text"]["ko"] == "정전"


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"state": "suspended"}, 400, "invalid"),
        ({"state": "exploded", "cause": "venue"}, 400, "invalid"),
        ({"state": "suspended", "cause": "venue", "spaces": ["Z-99"]}, 400, "invalid"),
        ({"state": "suspended", "cause": "venue", "spaces": []}, 400, "invalid"),
        ({"state": "suspended", "cause": "venue", "until": "later"}, 400, "invalid"),
        (
            {"state": "suspended", "cause": "venue", "started_at": "2023-11-23T12:00:01+09:00"},
            422,
            "starts_in_future",
        ),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_stored(client, member, said, status, code):
    answer = tell(client, **said)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Outage.objects.exists()


def test_a_co_exhibitor_reads_and_tells_nothing(client, edition, booth):
    guest = CoParticipationFactory(edition=edition, main=booth.participation)
    client.force_login(MemberFactory(exhibitor=guest.exhibitor).account)

    assert client.get(ADDRESS).json()["may_tell"] is False
    assert tell(client, state="suspended", cause="venue").status_code == 403
    assert not Outage.objects.exists()


def test_a_member_of_another_exhibitor_finds_nothing(client, booth, edition):
    client.force_login(MemberFactory(exhibitor__edition=edition).account)

    query = f"?exhibitor={booth.participation.exhibitor.code}"

    assert client.get(f"{ADDRESS}{query}").status_code == 404
    assert tell(client, query, state="suspended", cause="venue").status_code == 404
    assert not Outage.objects.exists()
