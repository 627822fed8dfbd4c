"""The privacy officer's pages: rules, what is due, certificates, and people who ask."""

from datetime import UTC, datetime

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import translation

from expo import destructions, editions, tasks
from expo.models import Destruction, DestructionCause, Look, LookAct, Mail, RoleKind
from expo.retention import Batch, sweeping
from tests import organisers
from tests.factories import (
    ConsentTextFactory,
    EditionFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from visitors import erasures
from visitors.models import Person

pytestmark = pytest.mark.django_db

OVER = datetime(2024, 3, 1, tzinfo=UTC)
REASON = "Asked by telephone, called back"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def edition():
    edition = EditionFactory()
    ShowDayFactory(edition=edition)
    return editions.set_clock(edition, OVER, 0)


@pytest.fixture
def person(edition):
    person = PersonFactory(edition=edition, name="무지개구름", email="rainbow@cloud.example")
    RegistrationFactory(edition=edition, person=person)
    return person


def arrive(edition, *kinds):
    client = organisers.arrive(edition, *kinds, is_staff=True)
    client.cookies["expo_language"] = "en"
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def officer(edition):
    return arrive(edition, RoleKind.PRIVACY_OFFICER)


@pytest.fixture
def organiser(edition):
    return arrive(edition, RoleKind.ORGANISER)


def rules_page(client):
    return client.get(reverse("admin:retention"))


def rule_address(code=erasures.PERSON):
    return reverse("admin:retention_destroy", args=[code])


def certify(edition, count=1):
    batch = Batch(edition=edition, keys=[1], cause=DestructionCause.EXPIRED, at=OVER)
    for _number in range(count):
        destructions.certify(batch, {erasures.PERSON: 2})


def registration_of(person):
    return person.registrations.get()


def of_a_person(name, person):
    return reverse(f"admin:{name}", args=[registration_of(person).uuid])


# Rules


def test_the_rules_say_what_is_due_now_and_since_when(officer, person):
    answer = rules_page(officer)

    text = answer.content.decode()
    assert "2024-02-22 00:00" in text
    assert answer.context["due"] == 1
    assert rule_address() in text
    assert person.name not in text


def test_an_organiser_reads_the_rules_and_destroys_nothing(organiser, person):
    answer = rules_page(organiser)

    assert answer.status_code == 200
    assert rule_address() not in answer.content.decode()
    assert organiser.post(rule_address()).status_code == 404


@pytest.mark.parametrize("name", ["retention", "certificates", "privacy_people"])
def test_nobody_else_learns_that_there_are_such_pages(edition, name):
    supervisor = arrive(edition, RoleKind.DOOR_SUPERVISOR)

    assert supervisor.get(reverse(f"admin:{name}")).status_code == 404


def test_destroying_now_asks_first(officer, person):
    answer = officer.get(rule_address())

    assert "1 row is destroyed for good" in answer.content.decode()
    assert Person.objects.get().erased_at is None


def test_destroying_now_is_done_by_a_worker_in_the_name_of_the_officer(
    officer, person, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(tasks.erase_due, "delay", tasks.erase_due.run)
    with django_capture_on_commit_callbacks(execute=True):
        answer = officer.post(rule_address())

    assert answer.status_code == 302
    assert Person.objects.get().erased_at == OVER
    assert Destruction.objects.get(rule=erasures.PERSON).destroyed_by == officer.account


@pytest.mark.parametrize("code", ["visitors.marketing", "nothing.such"])
def test_what_no_sweep_destroys_has_no_such_page(officer, code):
    assert officer.get(rule_address(code)).status_code == 404


# Certificates


def test_certificates_are_summed_listed_and_proved(organiser, edition):
    certify(edition, 2)

    text = organiser.get(reverse("admin:certificates")).content.decode()

    assert "2 certificates, unchanged since they were written." in text
    assert destructions.verify(edition).hash.hex() in text
    assert f"{edition.slug}-2" in text


def test_a_certificate_that_was_tampered_with_says_so(organiser, edition):
    certify(edition, 2)
    with pgtrigger.ignore("expo.Destruction:append_only"):
        Destruction.objects.filter(number=1).update(rows=1)

    listed = organiser.get(reverse("admin:certificates")).content.decode()
    one = organiser.get(reverse("admin:certificate", args=[1])).content.decode()

    for text in (listed, one):
        assert "It was changed after it was written." in text


def test_a_certificate_is_a_sheet_with_its_hash_and_fields_in_words(organiser, edition):
    certify(edition)
    [row] = Destruction.objects.all()

    text = organiser.get(reverse("admin:certificate", args=[1])).content.decode()

    assert bytes(row.hash).hex() in text
    assert "Person: mail address" in text
    assert "The nightly task" in text
    assert "Unchanged since it was written." in text


def test_certificates_of_another_edition_are_not_shown(organiser):
    other = EditionFactory()
    certify(other)

    assert organiser.get(reverse("admin:certificate", args=[1])).status_code == 404


@pytest.mark.parametrize("more", [1, 60])
def test_the_list_asks_as_much_of_the_database_for_two_as_for_many(
    organiser, edition, more, django_assert_max_num_queries
):
    certify(edition, 1 + more)

    with django_assert_max_num_queries(11):
        organiser.get(reverse("admin:certificates"))


# People who ask


def test_somebody_is_found_by_a_word_that_stands_in_no_address(officer, person):
    answer = officer.post(reverse("admin:privacy_people"), {"q": "무지개"})

    assert of_a_person("privacy_person", person) in answer.content.decode()
    look = Look.objects.get(act=LookAct.SEARCH)
    assert (look.place, look.subjects) == ("privacy.person", [person.pk])


def test_an_organiser_is_told_nothing_of_people_here(organiser, person):
    assert organiser.get(of_a_person("privacy_person", person)).status_code == 404


def test_what_is_held_is_shown_and_the_look_is_written_down(officer, person):
    text = officer.get(of_a_person("privacy_person", person)).content.decode()

    assert "rainbow@cloud.example" in text
    assert Look.objects.get(act=LookAct.VIEW, place="privacy.person").subjects == [person.pk]


def test_a_download_needs_a_reason_and_leaves_it_in_the_log(officer, person):
    address = of_a_person("privacy_person_data", person)

    refused = officer.post(address, {"reason": " "})
    file = officer.post(address, {"reason": REASON})

    assert refused.status_code == 422
    assert "Say in a few words who asked" in refused.content.decode()
    assert file.json()["person"]["email"] == "rainbow@cloud.example"
    assert "무지개" not in file["Content-Disposition"]
    assert Look.objects.get(act=LookAct.EXPORT).reason == REASON


@pytest.mark.parametrize("reason", ["", "...", "900101-1234567"])
def test_nobody_is_erased_without_a_reason(officer, person, reason):
    answer = officer.post(of_a_person("privacy_person_erasure", person), {"reason": reason})

    assert answer.status_code == 422
    assert Person.objects.get().erased_at is None


def test_somebody_who_asks_is_erased_and_told_by_mail(officer, person):
    ConsentTextFactory(edition=person.edition)

    answer = officer.post(of_a_person("privacy_person_erasure", person), {"reason": REASON})

    assert answer.status_code == 302
    person.refresh_from_db()
    assert (person.name, person.erased_at) == ("", OVER)
    certificate = Destruction.objects.get(rule=erasures.PERSON)
    assert certificate.cause == DestructionCause.REQUESTED
    assert certificate.destroyed_by == officer.account
    assert Look.objects.get(act=LookAct.ERASE).reason == REASON
    assert Mail.objects.get(kind="erased").recipient == "rainbow@cloud.example"


def test_an_erased_person_has_no_page(officer, person):
    erasures.erase(person, cause=DestructionCause.REQUESTED, at=OVER)

    assert officer.get(of_a_person("privacy_person", person)).status_code == 404


def test_the_sweep_is_what_the_page_foretold(officer, person, edition):
    foretold = {due.rule.code: due.rows for due in sweeping.dues(edition)}

    assert {one.rule.code: one.rows for one in sweeping.sweep_all(edition)} == foretold
