"""Corrections: what is wrong is put right, what stood there is gone, and nobody writes over what he
has not seen."""

import pytest
from django.db import connection

from expo import mails
from expo.mails import Letter
from expo.models import Mail, MailState
from tests.postbox import postbox, texts
from tests.visitors import ticket_scenes
from visitors import consents, corrections, withdrawals
from visitors.corrections import ChangedMeanwhile, Correction
from visitors.models import Person, RegistrationSource
from visitors.registrations import (
    ConsentMissing,
    DataDestroyed,
    NoMailAddress,
    ResidentNumber,
    TooLong,
)

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return ticket_scenes.fair()


@pytest.fixture
def row(edition):
    return ticket_scenes.register(edition)


def correct(row, seen=None, **told):
    known = corrections.known(Person.objects.get(pk=row.person_id))
    return corrections.correct(row, Correction(known if seen is None else seen, {**known, **told}))


def everywhere(word):
    """The tables in which a word stands, in whatever column."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return [table for table in tables if _holds(cursor, table, word)]


def _holds(cursor, table, word):
    cursor.execute(f'SELECT FROM "{table}" row WHERE row::text LIKE %s LIMIT 1', [f"%{word}%"])
    return cursor.fetchone() is not None


def test_a_corrected_name_leaves_the_old_one_nowhere(row):
    assert everywhere("홍길동") == ["visitors_person"]

    assert correct(row, name="홍길순").fields == ["name"]

    assert ticket_scenes.fresh(row).person.name == "홍길순"
    assert everywhere("홍길동") == []


def test_what_is_the_same_is_no_correction_and_no_mail(row):
    before = Mail.objects.count()

    assert correct(row).fields == []

    assert Mail.objects.count() == before


def test_a_field_that_was_changed_elsewhere_is_not_overwritten_unseen(row):
    first_tab = corrections.known(row.person)
    correct(row, name="홍길순")

    with pytest.raises(ChangedMeanwhile) as refusal:
        corrections.correct(row, Correction(first_tab, {**first_tab, "name": "홍판서"}))

    assert refusal.value.facts["fields"] == {"name": "홍길순"}
    assert ticket_scenes.fresh(row).person.name == "홍길순"


def test_two_tabs_that_change_different_fields_lose_nothing(row):
    first_tab = corrections.known(row.person)
    correct(row, name="홍길순")

    corrections.correct(row, Correction(first_tab, {**first_tab, "language": "en"}))

    person = ticket_scenes.fresh(row).person
    assert (person.name, person.language) == ("홍길순", "en")


def test_the_same_correction_from_two_tabs_is_one(row):
    first_tab = corrections.known(row.person)
    correct(row, name="홍길순")

    again = corrections.correct(row, Correction(first_tab, {**first_tab, "name": "홍길순"}))

    assert again.fields == []


def test_a_form_that_saw_nothing_overwrites_nothing(row):
    with pytest.raises(ChangedMeanwhile):
        correct(row, seen={}, name="홍길순")


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"name": "900101-1234567"}, ResidentNumber),
        ({"email": "hong at people"}, NoMailAddress),
        ({"name": "가" * 101}, TooLong),
    ],
)
def test_a_correction_is_checked_as_a_registration_is(row, told, refusal):
    with pytest.raises(refusal):
        correct(row, **told)

    assert ticket_scenes.fresh(row).person.name == "홍길동"


def test_optional_items_need_their_consent(edition, row):
    with pytest.raises(ConsentMissing):
        correct(row, organisation="활빈당")

    agreed = ticket_scenes.with_everything(edition)
    assert correct(agreed, organisation="율도국").fields == ["organisation"]


def test_what_was_told_at_the_desk_may_be_completed_under_its_one_consent(row):
    row.source = RegistrationSource.ON_SITE

    assert correct(row, phone="010-1111-2222").fields == ["phone"]


def test_whoever_is_erased_is_corrected_no_more(row):
    Person.objects.filter(pk=row.person_id).update(name="", email="", erased_at=ticket_scenes.EVE)

    with pytest.raises(DataDestroyed):
        correct(row, name="홍길순")


def test_a_new_mail_address_is_told_to_both_and_the_old_one_stays_nowhere(row, postbox):
    mails.send_due()
    before = len(postbox.mails)

    corrected = correct(row, email="gildong@people.example")
    mails.send_due()

    assert corrected.left == "hong@people.example"
    sent = postbox.mails[before:]
    assert {mail["To"] for mail in sent} == {"gildong@people.example", "hong@people.example"}
    assert everywhere("hong@people.example") == []


def test_the_old_address_gets_no_link_and_no_name(row, postbox):
    mails.send_due()
    correct(row, email="gildong@people.example", name="홍길순")
    mails.send_due()

    [left] = postbox.to("hong@people.example")[1:]
    [told] = postbox.to("gildong@people.example")
    assert "/ticket/" not in "".join(texts(left))
    assert "/ticket/" in "".join(texts(told))
    assert "길순" not in "".join([*texts(left), *texts(told)])


def test_a_mail_that_waits_for_the_wrong_address_goes_to_the_right_one(row):
    waiting = mails.queue(
        Letter(kind="ticket", recipient="hong@people.example", about=f"person:{row.person_id}")
    )

    correct(row, email="gildong@people.example")

    waiting.refresh_from_db()
    assert (waiting.recipient, waiting.state) == ("gildong@people.example", MailState.WAITING)


# Withdrawals


def consent(row, kind):
    return row.consents.get(text__kind=kind, withdrawn_at=None)


def test_withdrawing_the_optional_items_destroys_them_at_once_with_a_certificate(edition):
    row = ticket_scenes.with_everything(edition)

    [certificate] = withdrawals.withdraw(consent(row, "optional"), at=ticket_scenes.EVE)

    person = ticket_scenes.fresh(row).person
    assert certificate.cause == "withdrawn"
    assert (person.name, person.email) == ("홍길동", "hong@people.example")
    assert {
        getattr(person, name)
        for name in ("name_en", "organisation", "job_title", "phone", "country")
    } == {""}


def test_withdrawn_twice_is_withdrawn_once(edition):
    row = ticket_scenes.with_everything(edition)
    given = consent(row, "optional")
    withdrawals.withdraw(given, at=ticket_scenes.EVE)

    assert withdrawals.withdraw(given, at=ticket_scenes.EVE) == []


def test_an_old_page_destroys_nothing_that_was_agreed_to_anew(edition):
    row = ticket_scenes.with_everything(edition)
    old = consent(row, "optional")
    withdrawals.withdraw(old, at=ticket_scenes.EVE)
    consents.agree_once(row, old.text, at=ticket_scenes.EVE)
    correct(row, organisation="율도국")

    assert withdrawals.withdraw(old, at=ticket_scenes.EVE) == []
    assert ticket_scenes.fresh(row).person.organisation == "율도국"


def test_withdrawing_marketing_touches_nothing_else(edition):
    row = ticket_scenes.with_everything(edition)

    assert withdrawals.withdraw(consent(row, "marketing"), at=ticket_scenes.EVE) == []

    assert ticket_scenes.fresh(row).person.organisation == "활빈당"


def test_the_required_consent_is_withdrawn_by_an_erasure_alone(row):
    with pytest.raises(withdrawals.ErasesAll):
        withdrawals.withdraw(consent(row, "collection"), at=ticket_scenes.EVE)


def test_a_clock_that_was_set_back_withdraws_nothing_before_it_was_given(edition):
    row = ticket_scenes.with_everything(edition)
    given = consent(row, "marketing")

    withdrawals.withdraw(given, at=given.given_at.replace(year=2020))

    given.refresh_from_db()
    assert given.withdrawn_at == given.given_at
