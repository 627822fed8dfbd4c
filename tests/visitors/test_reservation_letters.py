"""What mails say of seats: in the reader's language, with a calendar, and only while it is so."""

import pytest

from expo import mails, programme
from expo.models import Mail
from tests.visitors import scenes, seating
from tests.visitors.seating import MORNING
from visitors import reservations
from visitors.models import Registration, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair():
    return scenes.edition(name_en="Fair", clock_set_at=MORNING, clock_set_to=MORNING, clock_rate=0)


@pytest.fixture
def talk(fair):
    return seating.session(fair)


@pytest.fixture
def mine(fair, talk):
    return reservations.reserve(seating.ticket(fair), talk, at=MORNING)


def last(kind):
    return Mail.objects.filter(kind=kind).latest("pk")


def change(session, **fields):
    for name, value in fields.items():
        setattr(session, name, value)
    session.save()
    reservations.follow_changes()


def test_a_seat_is_told_with_time_place_and_a_calendar(mine):
    said = mails.composed(last("reservation_seat"))

    assert said.subject == "좌석 예약 완료: 강연 T1"
    assert "11월 24일(금) 14:00–15:00" in said.text
    assert "4B홀, T1" in said.text
    [calendar] = said.attachments
    assert (calendar.name, calendar.type) == ("fair-1-T1.ics", "text/calendar; charset=utf-8")
    assert b"DTSTART:20231124T050000Z" in calendar.content()


def test_in_english_for_whoever_reads_english(fair, talk):
    ticket = seating.ticket(fair, heads=3)
    ticket.registration.person.language = "en"
    ticket.registration.person.save()
    talk.capacity = 5
    talk.save()
    reservations.reserve(ticket, talk, at=MORNING)

    said = mails.composed(last("reservation_seat"))

    assert said.subject == "Seat reserved: Talk T1"
    assert "3 seats are reserved for you." in said.text


def test_the_link_is_in_the_mail_alone(mine):
    mail = last("reservation_seat")

    assert "/ticket/" in mails.composed(mail).text
    assert "/ticket/" not in mails.shown(mail).text
    assert mail.about == f"person:{mine.ticket.person_id}"
    assert set(mail.facts) == {"reservation"}


def test_a_companion_without_an_address_is_told_through_whoever_registered_him(fair, talk):
    leader = seating.ticket(fair, email="leader@example.org").registration
    child = seating.ticket(fair, name="김동행", email="")
    Registration.objects.filter(pk=child.registration_id).update(led_by=leader)

    reservations.reserve(child, talk, at=MORNING)

    mail = last("reservation_seat")
    assert mail.recipient == "leader@example.org"
    assert "김동행" in mails.composed(mail).text


def test_nobody_is_written_to_who_left_no_address(fair, talk):
    reservations.reserve(seating.ticket(fair, email=""), talk, at=MORNING)

    assert not Mail.objects.exists()


def test_a_ticket_without_a_registration_has_no_link_and_is_told_all_the_same(fair, talk, mine):
    Ticket.objects.filter(pk=mine.ticket_id).update(registration=None)

    assert "/programme/" in mails.composed(last("reservation_seat")).text


def test_what_was_given_up_meanwhile_is_not_told(mine):
    reservations.cancel(mine, at=MORNING)

    with pytest.raises(mails.NotNeeded):
        mails.composed(last("reservation_seat"))


def test_whoever_moves_up_is_told_that_he_has_a_seat(fair, talk, mine):
    reservations.reserve(seating.ticket(fair), talk, at=MORNING)
    reservations.cancel(mine, at=MORNING)

    assert mails.composed(last("reservation_moved_up")).subject == "자리가 났습니다: 강연 T1"


def test_a_cancelled_session_comes_as_cancelled_into_the_calendar(talk, mine):
    programme.cancel(talk, at=MORNING)
    reservations.follow_changes()

    said = mails.composed(last("session_cancelled"))

    assert said.subject == "취소: 강연 T1"
    assert b"STATUS:CANCELLED" in said.attachments[0].content()


def test_a_moved_session_tells_how_it_was_and_how_it_is(talk, mine):
    change(talk, starts_at=scenes.at(24, 16), ends_at=scenes.at(24, 17), room="대강당")

    text = mails.composed(last("session_moved")).text

    assert "11월 24일(금) 14:00–15:00, 4B홀, T1" in text
    assert "11월 24일(금) 16:00–17:00\n4B홀, 대강당" in text
    assert "좌석은 그대로" in text


def test_a_move_that_breaks_something_says_what(fair, talk, mine):
    ticket = mine.ticket
    other = seating.session(fair, "T2", starts_at=scenes.at(25, 10))
    reservations.reserve(ticket, other, at=MORNING)
    Ticket.objects.filter(pk=ticket.pk).update(last_day=1)
    change(talk, starts_at=scenes.at(25, 10), ends_at=scenes.at(25, 11))

    text = mails.composed(last("session_moved")).text

    assert "그날 입장할 수 없는 입장권" in text
    assert "강연 T2" in text


def test_a_session_that_was_cancelled_and_takes_place_says_so(talk, mine):
    change(talk, cancelled_at=MORNING)
    cancelled = last("session_cancelled")
    change(talk, cancelled_at=None)

    assert mails.composed(last("session_moved")).subject == "다시 열립니다: 강연 T1"
    with pytest.raises(mails.NotNeeded):
        mails.composed(cancelled)


def test_a_seat_taken_back_is_told(mine):
    reservations.take_back(mine, at=MORNING)

    assert "주최 측" in mails.composed(last("reservation_taken_back")).text
