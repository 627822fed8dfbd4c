"""Sessions below a ticket's link: each state in words, one press each, nothing for strangers."""

from uuid import uuid4

import pytest
from django.utils import translation

from expo import programme
from expo.models import Mail
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import links, reservations, tickets
from visitors.models import Registration, Reservation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def korean():
    with translation.override("ko"):
        yield


@pytest.fixture
def fair():
    return scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


@pytest.fixture
def talk(fair):
    return seating.session(fair)


@pytest.fixture
def ticket(fair):
    return seating.ticket(fair)


def address(ticket, rest=""):
    return f"/ticket/{links.token(ticket.registration)}/sessions{rest}"


def read(client, ticket, rest="/", status=200):
    answer = client.get(address(ticket, rest))
    assert answer.status_code == status
    return answer.content.decode()


def press(client, ticket, session, act="reservation", whose=None, **form):
    form["ticket"] = str(whose or ticket)
    return client.post(address(ticket, f"/{session.code}/{act}/"), form)


def reserve(session, edition):
    return reservations.reserve(seating.ticket(edition), session, at=MORNING)


# ---- states in words


def test_a_free_session_says_how_many_seats_are_left_and_offers_one(client, fair, ticket):
    seating.session(fair, capacity=1200)

    page = read(client, ticket, "/T1/")

    assert "1,200석 남음" in page
    assert "좌석 예약하기" in page


def test_a_full_session_offers_the_line_and_says_how_long_it_is(client, fair, ticket):
    talk = seating.session(fair, capacity=2)
    for _ in range(3):
        reserve(talk, fair)

    page = read(client, ticket, "/T1/")

    assert "마감" in page
    assert "1명이 대기 중입니다" in page
    assert "대기하기" in page


def test_a_line_that_is_full_offers_nothing(client, fair, talk, ticket):
    for _ in range(2):
        reserve(talk, fair)

    page = read(client, ticket, "/T1/")

    assert "나중에 다시 확인해" in page
    assert "<form" not in page.split("<article")[1].split("</article>")[0]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"cancelled_at": MORNING}, "열리지 않습니다"),
        ({"starts_at": scenes.at(24, 8, 30)}, "시작함"),
        ({"starts_at": scenes.at(24, 7)}, "종료"),
        ({"takes_reservations": False}, "그냥 오시면"),
        ({"starts_at": scenes.at(25, 14)}, "방문일을 바꾼 뒤"),
        ({"capacity": 0}, "정원보다 많습니다"),
    ],
)
def test_what_cannot_be_reserved_says_why_and_offers_nothing(client, fair, fields, words):
    ticket = seating.ticket(fair, last_day=1)
    seating.session(fair, **fields)

    page = read(client, ticket, "/T1/").split("<article")[1].split("</article>")[0]

    assert words in page
    assert "<form" not in page


def test_an_overlap_names_the_other_session_and_offers_to_swap(client, fair, talk, ticket):
    mine = reservations.reserve(ticket, talk, at=MORNING)
    other = seating.session(fair, "T2")

    assert "강연 T1 예약이 있습니다" in read(client, ticket, "/T2/")
    answer = press(client, ticket, other, instead=str(mine.uuid))

    assert answer.status_code == 302
    assert seating.standing(talk) == []
    assert seating.standing(other) == [(ticket.pk, "seat")]


def test_a_swap_that_comes_too_late_keeps_the_seat_and_says_why(client, fair, talk, ticket):
    mine = reservations.reserve(ticket, talk, at=MORNING)
    other = seating.session(fair, "T2")
    reserve(other, fair)

    answer = press(client, ticket, other, instead=str(mine.uuid))

    assert answer.status_code == 409
    assert "모두 예약되었습니다" in answer.content.decode()
    assert seating.standing(talk) == [(ticket.pk, "seat")]


# ---- presses


def test_a_press_reserves_and_says_so(client, talk, ticket):
    answer = press(client, ticket, talk)

    assert answer.headers["Location"] == address(ticket, "/T1/")
    page = read(client, ticket, "/T1/")
    assert "완료: 좌석 1석 예약됨" in page
    assert "예약 취소하기" in page


def test_whoever_comes_second_is_told_his_place_in_the_line(client, fair, talk, ticket):
    reserve(talk, fair)

    press(client, ticket, talk)

    page = read(client, ticket, "/T1/")
    assert "대기 1번" in page
    assert "대기 취소하기" in page


def test_a_double_press_reserves_once(client, talk, ticket):
    answers = [press(client, ticket, talk).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Reservation.objects.count() == Mail.objects.count() == 1


def test_a_seat_given_back_twice_is_given_back(client, talk, ticket):
    press(client, ticket, talk)

    answers = [press(client, ticket, talk, "cancellation").status_code for _ in range(2)]

    assert answers == [302, 302]
    assert "예약을 취소했습니다" in read(client, ticket, "/T1/")
    assert seating.standing(talk) == []


def test_a_page_that_was_open_while_the_session_was_cancelled_says_so(client, talk, ticket):
    programme.cancel(talk, at=MORNING)

    answer = press(client, ticket, talk)

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert not Reservation.objects.exists()


def test_a_seat_cannot_be_given_back_once_it_has_begun(client, fair, ticket):
    talk = seating.session(fair, starts_at=scenes.at(24, 8, 30))
    Reservation.objects.create(
        edition=fair, session=talk, ticket=ticket, state="seat", asked_at=scenes.at(24, 8)
    )

    assert press(client, ticket, talk, "cancellation").status_code == 409
    assert seating.standing(talk) == [(ticket.pk, "seat")]


# ---- several tickets behind one link


@pytest.fixture
def child(fair, ticket):
    child = seating.ticket(fair, name="김동행", email="")
    Registration.objects.filter(pk=child.registration_id).update(led_by=ticket.registration)
    return child


def test_seats_are_reserved_for_each_who_comes_along(client, fair, ticket, child):
    talk = seating.session(fair, capacity=2)

    for one in (ticket, child):
        client.post(address(ticket, "/T1/reservation/"), {"ticket": str(one)})

    assert {pk for pk, _state in seating.standing(talk)} == {ticket.pk, child.pk}
    mine = read(client, ticket).split('id="mine-title"')[1].split("</section>")[0]
    assert mine.count("좌석 1석 예약됨") == 2
    assert "김동행" in mine


def test_without_a_word_for_whom_nothing_is_reserved_for_anybody(client, talk, ticket, child):
    assert client.post(address(ticket, "/T1/reservation/")).status_code == 404
    assert not Reservation.objects.exists()


# ---- strangers, and tickets that are none


def test_nobody_reserves_with_the_ticket_of_somebody_else(client, fair, talk, ticket):
    stranger = seating.ticket(fair)

    assert press(client, ticket, talk, whose=stranger).status_code == 404
    assert press(client, ticket, talk, "cancellation", whose=stranger).status_code == 404


def test_nobody_swaps_the_seat_of_somebody_else(client, fair, talk, ticket):
    seat = reserve(talk, fair)
    other = seating.session(fair, "T2")

    for instead in (seat.uuid, uuid4(), "nonsense"):
        assert press(client, ticket, other, instead=str(instead)).status_code == 404
    assert len(seating.standing(talk)) == 1


def test_a_session_of_another_fair_is_none_of_this_ticket(client, ticket):
    seating.session(scenes.edition(number=2), "X1")

    assert client.get(address(ticket, "/X1/")).status_code == 404
    assert client.get(address(ticket, "/nonsense/x/")).status_code == 404


def test_a_ticket_that_was_revoked_reserves_nothing_and_says_so(client, talk, ticket):
    tickets.revoke(ticket, at=MORNING)

    assert "유효한 입장권이 없어" in read(client, ticket)
    assert press(client, ticket, talk).status_code == 404


def test_whoever_waits_for_approval_is_told_to_wait(client, fair, talk):
    row = seating.registration(fair, approval="waiting", ticket_class="media")

    page = client.get(f"/ticket/{links.token(row)}/sessions/").content.decode()

    assert "승인되면" in page


# ---- calendar


def test_the_calendar_holds_seats_and_no_places_in_a_line(client, fair, talk, ticket):
    full = seating.session(fair, "T2", hour=16)
    reserve(full, fair)
    for session in (talk, full):
        reservations.reserve(ticket, session, at=MORNING)

    answer = client.get(address(ticket, ".ics"))

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.count(b"BEGIN:VEVENT") == 1
    assert b"private" in answer.headers["Cache-Control"].encode()
    tag = answer.headers["ETag"]
    assert client.get(address(ticket, ".ics"), headers={"If-None-Match": tag}).status_code == 304


def test_a_cancelled_session_stays_in_the_calendar_as_cancelled(client, talk, ticket):
    reservations.reserve(ticket, talk, at=MORNING)
    programme.cancel(talk, at=MORNING)

    assert b"STATUS:CANCELLED" in client.get(address(ticket, ".ics")).content


# ---- cost


@pytest.mark.parametrize("size", [1, 50])
def test_the_page_costs_the_same_for_any_number_of_sessions(
    client, fair, ticket, size, django_assert_max_num_queries
):
    for number in range(size):
        seating.session(fair, f"N{number}", starts_at=scenes.at(24, 14, number))
    reservations.reserve(ticket, fair.sessions.first(), at=MORNING)

    with django_assert_max_num_queries(14):
        read(client, ticket)
