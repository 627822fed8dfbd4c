"""The one field that searches everything: who is found by what, however it was typed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import (
    EditionFactory,
    MergeFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from tests.visitors.a_fair import utc
from visitors import registrations, tickets
from visitors.classes import TicketClass
from visitors.models import Person, Registration, Ticket
from visitors.registrations import SHOWN, CardState, finding, typed
from visitors.tickets import Order

NOW = utc("24T04:02:30")

MINSU = {
    "name": "김민수",
    "name_en": "KIM Minsu",
    "organisation": "행정안전부",
    "email": "minsu.kim@korea.example",
    "phone": "010-1234-5678",
}


@pytest.fixture
def edition(db):
    return ShowDayFactory().edition


def somebody(edition, **told):
    """A person with a registration and a ticket."""
    person = PersonFactory(edition=edition, **{"email": "", **told})
    registration = RegistrationFactory(edition=edition, person=person)
    order = Order(TicketClass.VISITOR, person.pk, registration.pk)
    return tickets.issue(edition, order, at=NOW)


def names(edition, text):
    return [card.name for card in registrations.find(edition, text)]


@pytest.mark.parametrize(
    "text",
    [
        "김민수",
        "김민",  # half a name: two syllables begin a word
        "민수",  # or end one
        " 김 민수 ",
        "김민ㅅ",  # the keyboard has not finished the last syllable
        "kim minsu",
        "MINSU",
        "minsu kim",
        "김민수 행정안전부",
        "안전부 김민수",
        "행정안전",
        "minsu.kim@korea.example",
        "MINSU.KIM@",
        "korea.example",
        "5678",
        "1234-5678",
        "010-1234-5678",
        "01012345678",
        "010 1234 5678",
        "０１０－１２３４－５６７８",
    ],
)
def test_somebody_is_found_by_what_is_known_of_him(edition, text):
    somebody(edition, **MINSU)
    somebody(edition, name="박서연", phone="010-9999-0000", organisation="통계청")

    assert names(edition, text) == ["김민수"]


@pytest.mark.parametrize(
    "text",
    ["이민수", "김민수 통계청", "1234", "민수김", "%", "__", "\\", "'", "", " ", "ㅋ", "\x00"],
)
def test_what_is_true_of_nobody_finds_nobody(edition, text):
    somebody(edition, **MINSU)

    assert names(edition, text) == []


def test_a_family_name_between_spaces_is_found_without_them(edition):
    somebody(edition, name="남궁 민수")

    assert names(edition, "남궁민수") == ["남궁 민수"]


def test_a_telephone_with_the_country_in_front_is_found_as_people_say_it(edition):
    somebody(edition, name="김민수", phone="+82 10-1234-5678")

    assert names(edition, "010-1234-5678") == ["김민수"]


def test_a_name_of_one_syllable_is_found_whole(edition):
    somebody(edition, name="강")
    somebody(edition, name="강민수")

    assert names(edition, "강") == ["강"]
    assert names(edition, "강 민수") == ["강민수"]


@pytest.mark.parametrize("name", ["金民秀", "محمد علي", "이 🙂", "Ó Súilleabháin", "최" * 40])
def test_every_name_is_found_by_itself(edition, name):
    somebody(edition, name=name)

    assert names(edition, name) == [name]


def test_whoever_is_called_exactly_so_comes_first_then_whose_name_begins_so(edition):
    for name in ("황김민", "김민수", "김민"):
        somebody(edition, name=name)

    assert names(edition, "김민") == ["김민", "김민수", "황김민"]


@pytest.mark.parametrize("write", [str, str.lower, lambda number: f" {number[:3]}-{number[3:]} "])
def test_a_reservation_number_forgives_how_it_is_typed(edition, write):
    ticket = somebody(edition, name="김민수")
    number = Registration.objects.get().number

    [card] = registrations.find(edition, write(number))

    assert card.ticket == ticket
    assert registrations.by_number(edition, write(number)) == ticket.registration


@pytest.mark.parametrize("text", ["", "A", "김민수", "AAAAAAAAI", "A" * 10, "\x00"])
def test_what_is_no_reservation_number_is_nobodys(edition, text):
    assert registrations.by_number(edition, text) is None


def test_a_scanned_code_finds_its_ticket_alone(edition):
    ticket, _other = somebody(edition), somebody(edition)

    [card] = registrations.find(edition, f"{tickets.code(ticket)}\n")

    assert card.ticket == ticket


@pytest.mark.parametrize("digits", [16, 15, 8, 5, 4])
def test_a_badge_is_found_by_its_last_digits(edition, digits):
    ticket, _other = somebody(edition), somebody(edition)

    assert ticket in [card.ticket for card in registrations.find(edition, str(ticket)[-digits:])]
    written = f"{str(ticket)[:8]}-{str(ticket)[8:]}".upper()
    assert [card.ticket for card in registrations.find(edition, written)] == [ticket]


def test_a_scanned_code_that_somebody_forged_finds_nobody(edition):
    code = tickets.code(somebody(edition))
    forged = code[:-2] + ("10" if code.endswith("00") else "00")

    assert registrations.find(edition, forged) == []
    assert registrations.find(edition, "K1") == []
    assert registrations.find(edition, "K1" + "A" * 119) == []


def test_nobody_of_another_edition_is_found(edition):
    elsewhere = EditionFactory(number=edition.number + 1)
    ShowDayFactory(edition=elsewhere)
    ticket = somebody(elsewhere, **MINSU)

    texts = ["김민수", "5678", str(ticket), tickets.code(ticket), ticket.registration.number]
    assert [registrations.find(edition, text) for text in texts] == [[]] * 5


def test_more_than_can_be_chosen_from_says_that_there_are_more(edition):
    for _ in range(SHOWN + 5):
        somebody(edition, name="김민수")

    assert len(registrations.find(edition, "김민수")) == SHOWN + 1


def test_a_card_shows_the_ticket_that_is_valid(edition):
    lost = somebody(edition, **MINSU)
    tickets.revoke(lost, at=NOW)
    order = Order(TicketClass.VISITOR, lost.person_id, lost.registration_id)
    fresh = tickets.issue(edition, order, at=NOW)

    [card] = registrations.find(edition, "김민수")
    [scanned] = registrations.find(edition, str(lost))

    assert (card.ticket, card.state) == (fresh, CardState.VALID)
    assert (scanned.ticket, scanned.state) == (lost, CardState.REVOKED)


def test_a_card_says_what_has_become_of_it(edition):
    ticket = somebody(edition, **MINSU)
    Registration.objects.update(cancelled_at=NOW)
    kept = somebody(edition, name="김민수2")
    MergeFactory(edition=edition, merged=ticket.person, kept=kept.person)

    [card] = [card for card in registrations.find(edition, "김민수") if card.ticket == ticket]

    assert (card.state, card.merged_into) == (CardState.CANCELLED, kept.registration)


def test_a_registration_without_a_ticket_has_a_card(edition):
    RegistrationFactory(edition=edition, person=PersonFactory(edition=edition, name="김민수"))

    [card] = registrations.find(edition, "김민수")

    assert (card.ticket, card.state) == (None, CardState.NO_TICKET)


def test_a_ticket_without_a_registration_has_a_card(edition):
    person = PersonFactory(edition=edition, name="김민수")
    ticket = tickets.issue(edition, Order(TicketClass.STAFF, person.pk), at=NOW)

    [card] = registrations.find(edition, "김민수")

    assert (card.ticket, card.registration, card.state) == (ticket, None, CardState.VALID)


def test_a_group_is_found_by_who_leads_it(edition):
    leader = PersonFactory(edition=edition, name="김민수")
    registration = RegistrationFactory(edition=edition, person=leader, ticket_class="group")
    order = Order(TicketClass.GROUP, registration=registration.pk, heads=31)
    ticket = tickets.issue(edition, order, at=NOW)

    [card] = registrations.find(edition, "김민수")

    assert (card.ticket, card.name) == (ticket, "김민수")


def test_looking_up_costs_the_same_for_one_and_for_many(edition, django_assert_num_queries):
    somebody(edition, **MINSU)
    with CaptureQueriesContext(connection) as for_one:
        registrations.find(edition, "김민수")
    for _ in range(49):
        somebody(edition, **MINSU)

    with django_assert_num_queries(len(for_one)):
        assert registrations.find(edition, "김민수")


@pytest.mark.parametrize("text", ["김민", "민수", "5678", "minsu", "김 민수"])
def test_an_index_answers_what_people_type(db, text):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = Person.objects.with_words().filter(finding.true_of(typed.words(text))).explain()

    assert "visitors_person_by_words" in plan


def test_an_index_answers_the_last_digits_of_a_badge(edition):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    assert "visitors_ticket_by_last_digits" in Ticket.objects.ending_in("00ff1").explain()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_without_a_fault(text):
    assert typed.number(text) is None or len(typed.number(text)) == 9
    assert all(typed.fragments(word, alone=True) for word in typed.words(text))
    typed.digits(text)
