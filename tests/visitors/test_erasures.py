"""Erasing people: everything of them goes at once, and nothing that others rely on."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from expo import destructions, mails
from expo.mails import Letter
from expo.models import Destruction, DestructionCause, Mail, MailState
from tests.factories import (
    AccountFactory,
    ConsentFactory,
    ConsentTextFactory,
    EditionFactory,
    MergeFactory,
    PersonFactory,
    RegistrationFactory,
    TicketFactory,
)
from visitors import erasures
from visitors.models import (
    Approval,
    BadgeRun,
    Consent,
    Lead,
    Person,
    PersonEvent,
    Registration,
    RegistrationDraft,
    RegistrationEvent,
)

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 24, 3, tzinfo=UTC)
REQUESTED = DestructionCause.REQUESTED


def somebody(**told):
    words = {
        "name": "홍길동무지개",
        "name_en": "Rainbow Hong",
        "email": "Rainbow@people.example",
        "phone": "010-9876-1234",
        "organisation": "무지개연구원",
        "job_title": "연구원",
        "country": "KR",
    }
    return PersonFactory(**{**words, **told})


def registered(person, **told):
    return RegistrationFactory(person=person, edition=person.edition, **told)


def letter(recipient, edition, **told):
    return mails.queue(Letter(kind="ticket", recipient=recipient, edition=edition, **told))


def test_an_erased_person_keeps_no_personal_data_and_is_certified():
    person = somebody()

    certificates = erasures.erase(person, cause=REQUESTED, at=AT)

    person.refresh_from_db()
    assert [getattr(person, name) for name in erasures.WORDS] == [""] * 6
    assert (person.country, person.erased_at) == ("", AT)
    assert [(one.rule, one.rows, one.number) for one in certificates] == [(erasures.PERSON, 1, 1)]
    assert "visitors.Person.email" in certificates[0].fields


def test_erasing_again_destroys_and_certifies_nothing():
    person = somebody()
    erasures.erase(person, cause=REQUESTED, at=AT)

    assert erasures.erase(person, cause=REQUESTED, at=AT + timedelta(hours=1)) == []
    assert Destruction.objects.count() == 1


def test_a_person_of_whom_nothing_is_known_is_erased_without_a_certificate():
    nobody = PersonFactory(name="", email="")

    assert erasures.erase(nobody, cause=REQUESTED, at=AT) == []
    assert Person.objects.get().erased_at == AT


def test_mails_about_a_person_and_to_the_address_lose_all_words():
    person = somebody()
    about = letter("other@people.example", person.edition, about=f"person:{person.pk}")
    to = letter("RAINBOW@people.example", person.edition, facts={"name": "홍길동무지개"})
    strange = letter("somebody@people.example", person.edition)
    elsewhere = letter("rainbow@people.example", EditionFactory())

    erasures.erase(person, cause=REQUESTED, at=AT)

    gone = Mail.objects.filter(pk__in=[about.pk, to.pk])
    assert {(one.recipient, one.subject, one.state) for one in gone} == {("", "", MailState.FAILED)}
    assert [one.facts for one in gone] == [{}, {}]
    kept = Mail.objects.filter(erased_at=None).values_list("pk", flat=True)
    assert set(kept) == {strange.pk, elsewhere.pk}


def test_what_an_account_with_the_same_address_was_told_stays():
    person = somebody()
    account = AccountFactory(email="rainbow@people.example")
    work = letter(account.email, person.edition)
    ticket = letter(account.email, person.edition, about=f"person:{person.pk}")

    erasures.erase(person, cause=REQUESTED, at=AT)

    erased = Mail.objects.exclude(erased_at=None)
    assert list(erased) == [ticket]
    assert Mail.objects.get(pk=work.pk).recipient == account.email


def test_a_refusal_keeps_no_word_neither_in_its_row_nor_in_its_history():
    person = somebody()
    refused = registered(
        person, approval=Approval.REFUSED, decided_at=AT, refusal="홍길동무지개 씨는 기자가 아님"
    )
    Registration.objects.filter(pk=refused.pk).update(heads=2)  # keeps a copy in the history

    erasures.erase(person, cause=REQUESTED, at=AT)

    refused.refresh_from_db()
    assert refused.refusal == "–"
    assert list(RegistrationEvent.objects.values_list("refusal", flat=True)) == ["–"]


def test_the_history_of_a_person_tells_when_it_was_erased_and_no_word():
    person = somebody()

    erasures.erase(person, cause=REQUESTED, at=AT)

    event = PersonEvent.objects.get()
    assert (event.pgh_label, event.pgh_obj_id) == ("changed", person.pk)
    assert "Rainbow" not in str(vars(event))


def test_consents_and_leads_end_where_the_person_asks_and_stay_where_the_period_is_over():
    asked, expired = somebody(), somebody(email="second@people.example")
    for person in (asked, expired):
        registration = registered(person)
        text = ConsentTextFactory(edition=person.edition)
        ConsentFactory(edition=person.edition, registration=registration, text=text)
        Lead.objects.create(
            edition=person.edition, registration=registration, exhibitor=1, text=text, given_at=AT
        )

    erasures.erase(asked, cause=REQUESTED, at=AT)
    erasures.erase(expired, cause=DestructionCause.EXPIRED, at=AT)

    for rows in (Consent.objects, Lead.objects):
        ended = rows.filter(withdrawn_at__isnull=False)
        assert [row.registration.person for row in ended] == [asked]


def test_drafts_with_the_address_go_too():
    person = somebody()
    RegistrationDraft.objects.create(
        edition=person.edition, told={"who": {"email": "rainbow@PEOPLE.example"}}
    )
    other = RegistrationDraft.objects.create(edition=person.edition, told={"who": {"name": "다른"}})

    certificates = erasures.erase(person, cause=REQUESTED, at=AT)

    assert list(RegistrationDraft.objects.all()) == [other]
    assert {one.rule: one.rows for one in certificates}[erasures.DRAFT] == 1


def test_files_of_badges_with_the_person_in_them_are_destroyed():
    person = somebody()
    ticket = TicketFactory(edition=person.edition, person=person)
    run = BadgeRun(
        edition=person.edition, paper="a6", tickets=[ticket.pk], ordered_at=AT, finished_at=AT
    )
    run.file.save("badges.pdf", ContentFile(b"Rainbow Hong"))
    name = run.file.name

    erasures.erase(person, cause=REQUESTED, at=AT)

    run.refresh_from_db()
    assert not run.file
    assert not default_storage.exists(name)


def test_whoever_registered_twice_is_erased_once_and_a_namesake_is_not():
    first = somebody()
    second = somebody(edition=first.edition, email="RAINBOW@people.example")
    other = somebody(edition=first.edition, email="else@people.example")
    for merged in (second, other):
        MergeFactory(edition=first.edition, kept=first, merged=merged)

    [certificate] = erasures.erase(second, cause=REQUESTED, at=AT)

    assert certificate.rows == 2
    assert list(Person.objects.filter(erased_at=None)) == [other]


def test_withdrawing_the_optional_consent_destroys_the_optional_items_alone():
    person = somebody()

    [certificate] = erasures.erase_optional(person, at=AT)

    person.refresh_from_db()
    assert {getattr(person, name) for name in erasures.OPTIONAL} == {""}
    assert (person.name, person.email) == ("홍길동무지개", "Rainbow@people.example")
    assert (certificate.cause, certificate.rows) == (DestructionCause.WITHDRAWN, 1)
    assert erasures.erase_optional(person, at=AT) == []


def test_the_ticket_stays_valid():
    person = somebody()
    ticket = TicketFactory(edition=person.edition, person=person)

    erasures.erase(person, cause=REQUESTED, at=AT)

    ticket.refresh_from_db()
    assert ticket.revoked_at is None


def test_certificates_of_an_edition_are_one_chain():
    edition = EditionFactory()
    for number in range(3):
        erasures.erase(
            somebody(edition=edition, email=f"{uuid4().hex}@people.example"),
            cause=REQUESTED,
            at=AT + timedelta(minutes=number),
        )

    assert [one.number for one in Destruction.objects.order_by("number")] == [1, 2, 3]
    proof = destructions.verify(edition)
    assert (proof.certificates, proof.is_intact) == (3, True)


def test_a_form_that_was_open_meanwhile_brings_nobody_back():
    person = somebody()
    erasures.erase(Person.objects.get(), cause=REQUESTED, at=AT)

    with pytest.raises(IntegrityError, match="who_is_erased_stays_erased"), transaction.atomic():
        person.save()

    assert Person.objects.get().name == ""
