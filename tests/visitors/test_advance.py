"""Registering in advance: what is made, what is refused, and who turns out to be one human."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from expo.errors import Refused
from expo.models import Mail
from tests.factories import (
    ConsentTextFactory,
    EditionFactory,
    RegistrationOfferFactory,
    ShowDayFactory,
)
from tests.races import together
from tests.visitors.a_fair import DAYS
from visitors import registrations
from visitors.classes import TicketClass
from visitors.models import ConsentText, Merge, Person, Presence, Registration, Ticket
from visitors.registrations import Application, Details, offers, openness

NOW = datetime(2023, 11, 20, 2, tzinfo=UTC)
KIM = Details(name="김민수", email="minsu@example.org")
LEE = Details(name="이서연")


@pytest.fixture
def edition(db):
    return fair()


def fair():
    edition = EditionFactory()
    for day in DAYS:
        ShowDayFactory(edition=edition, date=day)
    return edition


@pytest.fixture
def collection(edition):
    return ConsentTextFactory(edition=edition)


def asked(collection, **told):
    return Application(**{"details": KIM, "agreed": [collection]} | told)


def register(collection, **told):
    return registrations.register(collection.edition, asked(collection, **told), at=NOW)


# What is made


def test_somebody_alone_has_a_ticket_a_consent_and_a_mail(collection):
    row = register(collection, language="en", first_day=1)

    [ticket] = row.tickets.all()
    assert (row.source, row.registered_at, row.approval) == ("advance", NOW, "not_needed")
    assert (row.person.name, row.person.email, row.person.language) == (KIM.name, KIM.email, "en")
    assert (ticket.person, ticket.first_day, ticket.last_day) == (row.person, 1, 2)
    assert Presence.objects.filter(ticket=ticket).exists()
    assert [(one.text, one.given_at) for one in row.consents.all()] == [(collection, NOW)]
    mail = Mail.objects.get()
    assert (mail.kind, mail.recipient, mail.language) == ("ticket", KIM.email, "en")
    assert (mail.about, mail.facts) == (f"person:{row.person_id}", {"registration": str(row.uuid)})


def test_whoever_comes_along_has_a_ticket_of_his_own(collection):
    row = register(collection, companions=[LEE, Details(name="박")])

    along = row.companions.order_by("pk")
    assert [one.person.name for one in along] == ["이서연", "박"]
    assert [one.tickets.get().person for one in along] == [one.person for one in along]
    assert {consent.text for one in along for consent in one.consents.all()} == {collection}
    assert Mail.objects.count() == 1


def test_a_group_has_one_ticket_for_all_its_heads(collection):
    row = register(collection, ticket_class=TicketClass.GROUP, heads=25)

    ticket = row.tickets.get()
    assert (ticket.ticket_class, ticket.heads, ticket.person) == ("group", 25, None)


def test_others_do_not_agree_to_marketing_by_who_leads(collection):
    marketing = ConsentTextFactory(edition=collection.edition, kind="marketing")

    row = register(collection, companions=[LEE], agreed=[collection, marketing])

    assert set(row.consents.values_list("text__kind", flat=True)) == {"collection", "marketing"}
    assert [one.text.kind for one in row.companions.get().consents.all()] == ["collection"]


def test_what_needs_an_approval_waits_without_a_ticket(collection):
    RegistrationOfferFactory(edition=collection.edition, ticket_class="media", needs_approval=True)

    row = register(collection, ticket_class=TicketClass.MEDIA)

    assert (row.approval, row.tickets.count()) == ("waiting", 0)
    assert Mail.objects.get().kind == "approval_waiting"


@pytest.mark.parametrize("size", [1, 50])
def test_company_costs_the_same_for_any_size(collection, django_assert_num_queries, size):
    register(collection, details=replace(KIM, email="first@example.org"))  # makes key and area

    with django_assert_num_queries(21):
        register(collection, companions=[replace(LEE, name=f"이{n}") for n in range(size)])


# Asked twice


def test_asked_twice_it_is_one(collection):
    uuid = uuid4()

    first, again = (register(collection, uuid=uuid, companions=[LEE]) for _ in range(2))

    assert first == again
    assert (Registration.objects.count(), Ticket.objects.count()) == (2, 2)
    assert Mail.objects.count() == 1


def test_an_id_that_was_somebody_elses_is_refused(collection):
    uuid = uuid4()
    register(collection, uuid=uuid)

    with pytest.raises(registrations.RegisteredDifferently):
        register(collection, uuid=uuid, details=replace(KIM, name="김민지"))


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_it_is_one():
    collection = ConsentTextFactory(edition=fair())
    uuid = uuid4()

    made = together(*[lambda: register(collection, uuid=uuid, companions=[LEE])] * 4)

    assert {row.uuid for row in made} == {uuid}
    assert (Registration.objects.count(), Ticket.objects.count()) == (2, 2)
    assert Mail.objects.count() == 1


# One human


def test_the_same_name_and_mail_address_is_one_human_with_two_tickets(collection):
    first = register(collection)

    again = register(collection, details=Details(name="김 민수", email="Minsu@Example.org"))

    merge = Merge.objects.get()
    assert (merge.merged, merge.kept) == (again.person, first.person)
    assert Ticket.objects.valid().count() == 2


@pytest.mark.parametrize(
    "other",
    [replace(KIM, name="김민지"), replace(KIM, email="other@example.org")],
    ids=["another name", "another mail address"],
)
def test_somebody_else_is_somebody_else(collection, other):
    register(collection)

    register(collection, details=other)

    assert not Merge.objects.exists()


def test_another_edition_knows_nobody(collection):
    register(collection)
    other = ConsentTextFactory(edition=fair())

    register(other)

    assert not Merge.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_human_who_registers_several_times_at_once_is_one():
    collection = ConsentTextFactory(edition=fair())

    made = together(*[lambda: register(collection)] * 4)

    assert len({row.uuid for row in made}) == 4
    assert {merge.kept for merge in Merge.objects.all()} == {Person.objects.order_by("pk").first()}
    assert Merge.objects.count() == 3


# What is refused


@pytest.mark.parametrize(
    ("details", "code", "field"),
    [
        (Details(email="a@example.org"), "incomplete", "name"),
        (Details(name="김"), "incomplete", "email"),
        (replace(KIM, name="900101-1234567"), "resident_number", "name"),
        (replace(KIM, organisation="9001011234567"), "resident_number", "organisation"),
        (replace(KIM, job_title="９００１０１－１２３４５６７"), "resident_number", "job_title"),
        (replace(KIM, name="김\x00민수"), "unwritable", "name"),
        (replace(KIM, name="김\u202e민수"), "unwritable", "name"),
        (replace(KIM, name="김" * 101), "too_long", "name"),
        (replace(KIM, email="minsu@example"), "no_mail_address", "email"),
        (replace(KIM, email="민수 앳 예시"), "no_mail_address", "email"),
        (replace(KIM, country="KOR"), "too_long", "country"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(collection, details, code, field):
    with pytest.raises(Refused) as refused:
        register(collection, details=details)

    assert (refused.value.code, refused.value.facts["field"]) == (code, field)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "name", ["김", "가" * 40, "金敏洙", "김민수👩🏽‍💻", "محمد", "Ng", "Nguyễn Thị Minh Khai"]
)
def test_people_are_called_as_they_are_called(collection, name):
    assert register(collection, details=replace(KIM, name=name)).person.name == name


def test_a_mail_address_may_have_a_korean_domain(collection):
    assert register(collection, details=replace(KIM, email="minsu@예시.한국"))


def test_nothing_is_kept_without_the_consent_to_its_collection(collection):
    marketing = ConsentTextFactory(edition=collection.edition, kind="marketing")

    with pytest.raises(registrations.ConsentMissing):
        register(collection, agreed=[marketing])

    assert not Person.objects.exists()


@pytest.mark.parametrize("item", ["name_en", "organisation", "job_title", "phone", "country"])
def test_an_optional_item_is_kept_with_its_own_consent_alone(collection, item):
    told = replace(KIM, **{item: "KR"})
    optional = ConsentTextFactory(edition=collection.edition, kind="optional")

    with pytest.raises(registrations.OptionalNotAgreed):
        register(collection, details=told)

    row = register(collection, details=told, agreed=[collection, optional])
    assert getattr(row.person, item) == "KR"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"ticket_class": TicketClass.GROUP}, "wrong_heads"),
        ({"ticket_class": TicketClass.GROUP, "heads": 1000}, "wrong_heads"),
        ({"heads": 2}, "wrong_heads"),
        ({"ticket_class": TicketClass.GROUP, "heads": 2, "companions": [LEE]}, "no_companions"),
        ({"ticket_class": TicketClass.MEDIA, "companions": [LEE]}, "no_companions"),
        ({"ticket_class": TicketClass.STAFF}, "class_not_offered"),
        ({"companions": [LEE] * 101}, "too_many_companions"),
        ({"companions": [Details()]}, "incomplete"),
        ({"last_day": 3}, "no_such_show_day"),
    ],
)
def test_what_does_not_go_together_is_refused_whole(collection, told, code):
    for ticket_class in ("visitor", "group", "media"):
        RegistrationOfferFactory(
            edition=collection.edition,
            ticket_class=ticket_class,
            needs_approval=ticket_class == "media",
        )

    with pytest.raises(Refused) as refused:
        register(collection, **told)

    assert refused.value.code == code
    assert not Person.objects.exists()
    assert not Mail.objects.exists()


# Offers and openness


def test_an_edition_that_says_nothing_registers_visitors_and_groups(edition):
    offered = [offer.ticket_class for offer in offers.of(edition, NOW)]

    assert offered == [TicketClass.VISITOR, TicketClass.GROUP]


def test_an_offer_that_is_over_is_not_begun_but_finished(edition):
    RegistrationOfferFactory(edition=edition, ticket_class="visitor", closes_at=NOW)
    late = NOW + timedelta(minutes=29)

    assert offers.of(edition, NOW) == []
    assert offers.find(edition, TicketClass.VISITOR, late)
    with pytest.raises(offers.NotOffered):
        offers.find(edition, TicketClass.VISITOR, NOW + timedelta(minutes=30))


def test_registration_is_open_until_the_last_day_closes(edition):
    closes = openness.of(edition, NOW).closes

    assert closes.isoformat() == "2023-11-25T18:00:00+09:00"
    assert openness.of(edition, NOW).is_open
    assert openness.of(edition, closes).state == "closed"


def test_registration_has_its_own_times(edition):
    edition.registration_opens_at = NOW
    edition.registration_closes_at = NOW + timedelta(days=1)

    second = timedelta(seconds=1)
    moments = [NOW - second, NOW, NOW + timedelta(days=1) - second, NOW + timedelta(days=1)]
    states = [openness.of(edition, at).state for at in moments]
    assert states == ["not_yet", "open", "open", "closed"]


def test_what_was_begun_in_time_may_be_finished_for_half_an_hour(edition):
    edition.registration_closes_at = NOW

    late = [openness.of(edition, NOW + timedelta(minutes=minutes)) for minutes in (0, 29, 30)]
    assert [told.may_be_finished for told in late] == [True, True, False]


def test_an_edition_without_days_is_not_open_yet(db):
    assert openness.of(EditionFactory(), NOW).state == "not_yet"


# Notices


@pytest.mark.parametrize("part", ["purpose", "items", "period", "refusal", "language", "kind"])
def test_a_notice_that_somebody_agreed_to_stays_as_it_was_read(collection, part):
    unread = ConsentTextFactory(edition=collection.edition)
    register(collection)

    with pytest.raises(IntegrityError, match="an_agreed_text_stays"), transaction.atomic():
        ConsentText.objects.filter(pk=collection.pk).update(**{part: "x"})

    assert ConsentText.objects.filter(pk=unread.pk).update(**{part: "x"}) == 1
