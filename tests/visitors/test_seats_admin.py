"""Seats of a session as organisers see them: who sits, who waits, taken back, given, listed."""

import pytest

from expo.models import Look, LookAct, Mail, RoleKind
from tests import organisers
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import reservations
from visitors.models import Reservation

pytestmark = pytest.mark.django_db
PAGE = "/admin/reservations/T1/"


@pytest.fixture
def fair():
    return scenes.edition(clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


@pytest.fixture
def talk(fair):
    return seating.session(fair)


@pytest.fixture
def organiser(fair):
    return organisers.arrive(fair, RoleKind.ORGANISER, language="ko")


@pytest.fixture
def places(fair, talk):
    """The seat of 김좌석 and the line, which is 이대기."""
    return [
        reservations.reserve(seating.ticket(fair, name, f"{number}@example.org"), talk, at=MORNING)
        for number, name in enumerate(["김좌석", "이대기"])
    ]


def words(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def looked(act):
    return [len(look.subjects) for look in Look.objects.filter(act=act).order_by("pk")]


def test_every_session_with_seats_stands_in_a_list_without_names(organiser, places):
    page = words(organiser.get("/admin/reservations/"))

    assert PAGE in page
    assert "김좌석" not in page


def test_who_sits_and_who_waits_is_shown_and_noted(organiser, places):
    page = words(organiser.get(PAGE))

    assert page.index("김좌석") < page.index("이대기")
    assert "대기 1번" in page
    assert looked(LookAct.VIEW) == [2]


def test_nothing_is_taken_back_by_the_first_press(organiser, places, talk):
    taken = str(places[0].uuid)

    assert "예약을 취소할까요" in words(organiser.post(PAGE, {"take": taken}))
    assert len(seating.standing(talk)) == 2

    organiser.post(PAGE, {"take": taken, "sure": "yes"})
    assert seating.standing(talk) == [(places[1].ticket_id, "seat")]
    told = Mail.objects.order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["reservation_seat", "reservation_moved_up", "reservation_taken_back"]


def test_what_was_given_up_meanwhile_is_said(organiser, places):
    reservations.cancel(places[0], at=MORNING)

    answer = organiser.post(PAGE, {"take": str(places[0].uuid), "sure": "yes"}, follow=True)

    assert "이미 취소된 예약" in words(answer)


def test_a_seat_is_given_by_the_reservation_number_however_it_was_typed(organiser, fair, talk):
    ticket = seating.ticket(fair)
    number = ticket.registration.number
    typed = f" {number[:3].lower()}-{number[3:]} "

    assert organiser.post(PAGE, {"number": typed}).status_code == 302
    assert seating.standing(talk) == [(ticket.pk, "seat")]


def test_a_seat_too_many_is_refused_in_words(organiser, fair, places):
    other = seating.ticket(fair)

    answer = organiser.post(PAGE, {"number": other.registration.number}, follow=True)

    assert "모두 예약되었습니다" in words(answer)
    assert not Reservation.objects.filter(ticket=other).exists()


@pytest.mark.parametrize("number", ["", "nonsense", "ABCDEFGHJ"])
def test_a_number_of_nobody_stays_in_its_field(organiser, talk, number):
    page = words(organiser.post(PAGE, {"number": number}), 422)

    assert f'value="{number}"' in page or not number


@pytest.mark.parametrize("format_", ["csv", "xlsx", "print"])
def test_the_list_for_the_door_asks_why(organiser, places, format_):
    address = f"{PAGE}table.{format_}"

    assert "김좌석" not in words(organiser.get(address))
    words(organiser.post(address, {"reason": ""}))
    assert looked(LookAct.EXPORT) == looked(LookAct.PRINT) == []

    answer = organiser.post(address, {"reason": "세션 입구 확인용"})
    act = LookAct.PRINT if format_ == "print" else LookAct.EXPORT
    assert answer.status_code == 200
    assert looked(act) == [2]
    assert Look.objects.get(act=act).reason == "세션 입구 확인용"


def test_the_list_has_the_name_and_no_address(organiser, places):
    answer = organiser.post(f"{PAGE}table.csv", {"reason": "세션 입구 확인용"})
    content = b"".join(answer.streaming_content).decode()

    assert "김좌석" in content
    assert "@example.org" not in content


def test_strangers_find_no_seats(fair, places):
    for kind in (RoleKind.PLANNER, RoleKind.DOOR_SUPERVISOR):
        assert organisers.arrive(fair, kind).get(PAGE).status_code in {403, 404}


@pytest.mark.parametrize("size", [1, 30])
def test_the_list_costs_the_same_for_any_number(
    organiser, fair, size, django_assert_max_num_queries
):
    talk = seating.session(fair, "T5", capacity=size)
    for _ in range(size):
        reservations.reserve(seating.ticket(fair), talk, at=MORNING)

    with django_assert_max_num_queries(16):
        words(organiser.get("/admin/reservations/T5/"))


# ---- the form of the session


def form_of(organiser, talk, **changes):
    """The form of the session as it stands, with some fields changed."""
    data = {
        **{name: getattr(talk, name) for name in ("code", "kind", "title_ko", "title_en", "room")},
        "edition": talk.edition_id,
        "hall": talk.hall_id,
        "capacity": talk.capacity,
        "starts_at_0": "2023-11-24",
        "starts_at_1": "14:00:00",
        "ends_at_0": "2023-11-24",
        "ends_at_1": "15:00:00",
        "takes_reservations": "on",
        "parties-TOTAL_FORMS": "0",
        "parties-INITIAL_FORMS": "0",
    }
    return organiser.post(f"/admin/expo/session/{talk.pk}/change/", data | changes)


def test_whoever_moves_a_session_is_asked_before_anybody_is_told(organiser, places, talk):
    answer = form_of(organiser, talk, room="대강당")

    assert "예약이 2건 있습니다" in words(answer)
    talk.refresh_from_db()
    assert talk.room == "T1"

    assert form_of(organiser, talk, room="대강당", tell="on").status_code == 302
    talk.refresh_from_db()
    assert talk.room == "대강당"
    reservations.follow_changes()
    assert Mail.objects.filter(kind="session_moved").count() == 2


def test_another_title_asks_nobody(organiser, places, talk):
    assert form_of(organiser, talk, title_ko="다른 제목").status_code == 302


def test_a_session_that_nobody_reserved_is_moved_without_a_question(organiser, talk):
    assert form_of(organiser, talk, room="대강당").status_code == 302


def test_cancelling_a_session_says_how_many_are_told(organiser, places, talk):
    organiser.post(f"/admin/expo/session/{talk.pk}/cancel/", {"_form_submitted": "True"})
    reservations.follow_changes()

    talk.refresh_from_db()
    assert talk.cancelled_at is not None
    assert Mail.objects.filter(kind="session_cancelled").count() == 2
