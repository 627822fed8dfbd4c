"""What is full or cancelled, for scripts of open pages: two queries, and 304 until it changes."""

import pytest

from expo import editions, programme
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import reservations

pytestmark = pytest.mark.django_db
ADDRESS = "/programme/states/"


@pytest.fixture
def fair():
    return scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


@pytest.fixture
def talk(fair):
    return seating.session(fair)


def told(client, code="T1", address=ADDRESS):
    return client.get(address).json()["sessions"][code]


def test_seats_left_are_told_in_the_language_of_the_address(client, talk):
    assert told(client) == {
        "state": "upcoming",
        "word": "예정",
        "seats": "1석 남음",
        "is_full": False,
    }
    assert told(client, address=f"/en{ADDRESS}")["seats"] == "1 seat left"


def test_a_full_session_is_full(client, fair, talk):
    for _ in range(2):
        reservations.reserve(seating.ticket(fair), talk, at=MORNING)

    assert (told(client)["seats"], told(client)["is_full"]) == ("마감", True)


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"takes_reservations": False}, "upcoming"),
        ({"starts_at": scenes.at(24, 8, 30)}, "running"),
        ({"starts_at": scenes.at(24, 7)}, "over"),
        ({"cancelled_at": MORNING}, "cancelled"),
    ],
)
def test_seats_are_told_only_while_they_can_be_reserved(client, fair, fields, state):
    seating.session(fair, **fields)

    assert (told(client)["state"], told(client)["seats"]) == (state, "")


def test_nothing_is_sent_until_something_changes(client, fair, talk):
    def status(tag=""):
        return client.get(ADDRESS, headers={"If-None-Match": tag})

    tag = status().headers["ETag"]
    editions.set_clock(fair, scenes.at(24, 9, 30), rate=0)
    assert status(tag).status_code == 304

    seat = reservations.reserve(seating.ticket(fair), talk, at=MORNING)
    full = status(tag)
    assert full.status_code == 200

    reservations.cancel(seat, at=MORNING)
    assert status(full.headers["ETag"]).headers["ETag"] == tag

    programme.cancel(talk, at=MORNING)
    assert status(tag).status_code == 200


@pytest.mark.parametrize("size", [1, 50])
def test_any_number_of_sessions_is_two_queries(client, fair, size, django_assert_num_queries):
    for number in range(size):
        seating.session(fair, f"N{number}")

    with django_assert_num_queries(2):
        assert len(client.get(ADDRESS).json()["sessions"]) == size


def test_without_a_fair_there_is_nothing_to_tell(client, db):
    assert client.get(ADDRESS).json() == {"sessions": {}}


def test_the_page_of_a_session_leads_to_the_ticket_while_seats_can_be_reserved(client, fair, talk):
    assert (
        "/ticket/open/?session=T1&amp;language=ko" in client.get("/programme/T1/").content.decode()
    )

    editions.set_clock(fair, talk.starts_at, rate=0)
    assert "/ticket/open/" not in client.get("/programme/T1/").content.decode()
