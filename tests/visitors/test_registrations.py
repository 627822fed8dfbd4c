"""Registrations at the desk: made once, with no more about anybody than he agreed to."""

import threading
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from tests.factories import (
    ConsentTextFactory,
    EditionFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from tests.visitors.a_fair import DAYS, utc
from visitors import consents, registrations, tickets
from visitors.classes import TicketClass
from visitors.models import Consent, Person, Presence, Registration, Ticket
from visitors.registrations import Details, WalkIn, duplicates, groups
from visitors.tickets import NoSuchDay

NOW = utc("24T04:02:30")
KIM = Details(name="김민수", phone="010-1234-5678", organisation="행정안전부")


@pytest.fixture
def edition(db):
    edition = EditionFactory()
    for day in DAYS:
        ShowDayFactory(edition=edition, date=day)
    return edition


@pytest.fixture
def notice(edition):
    return ConsentTextFactory(edition=edition)


def register(edition, **told):
    return registrations.register_on_site(edition, WalkIn(**told), at=NOW)


# Walk-ins


def test_a_walk_in_has_a_person_a_ticket_and_a_consent(edition, notice):
    row = register(edition, details=KIM, consent=notice, first_day=1, language="en")

    [ticket] = row.tickets.all()
    assert (row.source, row.registered_at, len(row.number)) == ("on_site", NOW, 9)
    assert (row.person.name, row.person.organisation) == ("김민수", "행정안전부")
    assert row.person.language == "en"
    assert (ticket.person, ticket.first_day, ticket.last_day) == (row.person, 1, 2)
    assert Presence.objects.filter(ticket=ticket).exists()
    [consent] = row.consents.all()
    assert (consent.text, consent.given_at) == (notice, NOW)


def test_nobody_needs_a_name_or_a_consent_to_get_in(edition):
    row = register(edition)

    assert row.person.name == ""
    assert row.tickets.get().person == row.person
    assert not Consent.objects.exists()


def test_a_consent_to_nothing_is_not_kept(edition, notice):
    register(edition, consent=notice)

    assert not Consent.objects.exists()


@pytest.mark.parametrize("field", ["name", "name_en", "organisation", "email", "phone"])
def test_nothing_personal_is_kept_without_consent(edition, field):
    with pytest.raises(registrations.ConsentMissing):
        register(edition, details=Details(**{field: "something"}))

    assert not Person.objects.exists()


@pytest.mark.parametrize("field", ["name", "name_en", "organisation", "email", "phone"])
def test_a_resident_number_is_refused_wherever_it_stands(edition, notice, field):
    with pytest.raises(registrations.ResidentNumber) as error:
        register(edition, details=Details(**{field: "900101-1234567"}), consent=notice)

    assert error.value.facts == {"field": field}
    assert "900101" not in str(error.value)
    assert not Person.objects.exists()


def test_days_beyond_the_fair_are_refused_and_nothing_is_half_stored(edition):
    with pytest.raises(NoSuchDay):
        register(edition, first_day=3)

    assert not Person.objects.exists()


def test_a_form_sent_twice_is_one_registration(edition, notice):
    form = {"uuid": uuid4(), "details": KIM, "consent": notice}

    assert register(edition, **form) == register(edition, **form)
    assert (Person.objects.count(), Ticket.objects.count()) == (1, 1)


def test_somebody_else_under_the_same_id_is_refused(edition, notice):
    """Somebody went back in the browser and typed the next visitor over the last one."""
    form = {"uuid": uuid4(), "details": KIM, "consent": notice}
    first = register(edition, **form)

    with pytest.raises(registrations.RegisteredDifferently) as error:
        register(edition, **form | {"details": replace(KIM, name="박서연")})

    assert error.value.facts == {"registration": str(first.uuid)}
    assert Person.objects.count() == 1


def test_an_id_of_another_edition_is_not_taken_for_this_one(edition):
    other = RegistrationFactory()

    with pytest.raises(registrations.RegisteredDifferently):
        register(edition, uuid=other.uuid)


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_at_once_is_one_registration():
    edition = EditionFactory()
    ShowDayFactory(edition=edition)
    walk_in, start = WalkIn(), threading.Barrier(4)

    def press():
        start.wait()
        registrations.register_on_site(edition, walk_in, at=NOW)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()

    assert Registration.objects.count() == Person.objects.count() == Ticket.objects.count() == 1


@pytest.mark.parametrize("name", ["강", "김" * 40, "金民秀", "محمد علي", "👩‍👩‍👧"])
def test_a_name_is_kept_as_it_is(edition, notice, name):
    row = register(edition, details=Details(name=name), consent=notice)

    assert Registration.objects.get(pk=row.pk).person.name == name


def test_several_are_registered_all_or_nobody(edition, notice):
    several = [WalkIn(details=Details(name="하나"), consent=notice), WalkIn(details=KIM)]

    with pytest.raises(registrations.ConsentMissing):
        registrations.register_together(edition, several, at=NOW)

    assert not Registration.objects.exists()


def test_several_are_registered_in_their_order(edition, notice):
    several = [WalkIn(details=Details(name=name), consent=notice) for name in "가나다"]

    made = registrations.register_together(edition, several, at=NOW)

    assert [row.person.name for row in made] == ["가", "나", "다"]
    assert [row.tickets.count() for row in made] == [1, 1, 1]


def test_a_group_has_one_ticket_for_all_its_heads(edition, notice):
    row = register(edition, details=KIM, consent=notice, ticket_class=TicketClass.GROUP, heads=31)

    ticket = row.tickets.get()
    assert (row.heads, ticket.heads, ticket.ticket_class, ticket.person) == (31, 31, "group", None)


def test_the_newest_notice_is_shown(edition):
    old, new = (ConsentTextFactory(edition=edition, version=version) for version in (1, 2))
    english = ConsentTextFactory(edition=edition, version=1, language="en")
    ConsentTextFactory(edition=edition, version=9, kind="marketing")
    ConsentTextFactory(version=9)

    assert consents.notice(edition, "ko") == new != old
    assert consents.notices(edition) == [new, english]


def test_an_edition_without_a_notice_says_so(edition):
    with pytest.raises(consents.NoNotice):
        consents.notice(edition, "ko")


# Who is registered already


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"phone": "+82 10 1234 5678"}, {"phone": "010-1234-5678"}),
        ({"email": "Kim@Korea.example"}, {"email": "kim@korea.example"}),
        ({"organisation": "행정 안전부"}, {"organisation": "행정안전부"}),
    ],
)
def test_the_same_name_with_one_more_thing_is_offered(edition, known, typed):
    person = PersonFactory(edition=edition, **{"name": "김 민수", "email": ""} | known)
    registration = RegistrationFactory(edition=edition, person=person)

    offered = duplicates.of(edition, Details(name="김민수", **typed))

    assert [card.registration for card in offered] == [registration]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "김민수"},
        {"name": "김민", "phone": "010-1234-5678"},
        {"name": "박민수", "phone": "010-1234-5678"},
        {"phone": "010-1234-5678"},
        {"name": "김민수", "phone": "010-9999-5678"},
    ],
)
def test_others_are_not_offered(edition, typed):
    person = PersonFactory(edition=edition, name="김민수", phone="010-1234-5678", email="")
    RegistrationFactory(edition=edition, person=person)

    assert duplicates.of(edition, Details(**typed)) == []


# Lists of people


def test_a_list_is_read_line_by_line():
    lines = groups.read("김민수, 행정안전부\n\n박서연\t통계청\r\n 이하나 ,\n최둘, 가, 나")

    assert [(line.number, line.details.name, line.details.organisation) for line in lines] == [
        (1, "김민수", "행정안전부"),
        (3, "박서연", "통계청"),
        (4, "이하나", ""),
        (5, "최둘", "가, 나"),
    ]
    assert list(groups.faults(lines)) == []


@pytest.mark.parametrize(
    "line", [", 행정안전부", "900101-1234567", "김" * 101, "김, " + "나" * 121, "김\x07민수"]
)
def test_what_is_wrong_with_a_line_names_the_line(line):
    [fault] = groups.faults(groups.read(f"김민수\n{line}"))

    assert fault.startswith("2번째 줄")
    assert "900101" not in fault


def test_a_list_has_an_end_and_a_beginning():
    assert len(list(groups.faults(groups.read("")))) == 1
    assert len(list(groups.faults(groups.read("김\n" * (groups.MOST_PEOPLE + 1))))) == 1


def test_a_list_sent_again_has_the_same_ids():
    lines, form = groups.read("김민수\n박서연"), uuid4()

    ids = [groups.id_of(form, line) for line in lines]

    assert ids == [groups.id_of(form, line) for line in lines]
    assert len(set(ids)) == 2


# Put right later


def test_a_lost_code_is_revoked_and_replaced(edition):
    lost = register(edition, first_day=1).tickets.get()

    fresh = registrations.replace_ticket(lost, at=NOW)

    lost.refresh_from_db()
    same = ("registration_id", "person_id", "ticket_class", "first_day", "last_day", "heads")
    assert lost.revoked_at == NOW
    assert [getattr(fresh, name) for name in same] == [getattr(lost, name) for name in same]
    assert tickets.code(fresh) != tickets.code(lost)


def test_a_lost_code_is_replaced_once(edition):
    lost = register(edition).tickets.get()
    registrations.replace_ticket(lost, at=NOW)

    with pytest.raises(registrations.AlreadyReplaced):
        registrations.replace_ticket(lost, at=NOW)

    assert Ticket.objects.count() == 2


def test_a_name_is_corrected(edition):
    person = PersonFactory(edition=edition, name="김민슈")

    registrations.correct_name(person, " 김민수 ", "KIM  Minsu")

    person.refresh_from_db()
    assert (person.name, person.name_en) == ("김민수", "KIM Minsu")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("900101-1234567", registrations.ResidentNumber),
        ("김\x07", registrations.NameIsNoWriting),
    ],
)
def test_a_name_that_is_none_is_refused(edition, name, error):
    person = PersonFactory(edition=edition, name="김민수")

    with pytest.raises(error):
        registrations.correct_name(person, "김민수", name)


def test_whose_data_was_destroyed_gets_no_name_again(edition):
    person = PersonFactory(edition=edition, name="", email="", erased_at=NOW)

    with pytest.raises(registrations.DataDestroyed):
        registrations.correct_name(person, "김민수", "")


def test_a_registration_is_cancelled_once_and_restored(edition):
    row = register(edition)

    registrations.cancel(row, at=NOW)
    registrations.cancel(row, at=NOW + timedelta(hours=1))
    assert row.cancelled_at == NOW
    assert row.tickets.get().revoked_at is None

    assert registrations.restore(row).cancelled_at is None
