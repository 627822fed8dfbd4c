"""Certificates of destruction: numbered, chained, and nobody changes one unnoticed."""

import json
from datetime import UTC, datetime
from io import StringIO

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.utils import ProgrammingError
from django.utils import translation

from expo import destructions
from expo.models import Destruction, DestructionCause
from expo.retention import Batch
from tests.factories import AccountFactory, EditionFactory

pytestmark = pytest.mark.django_db

AT = datetime(2024, 2, 24, 0, 5, tzinfo=UTC)


def certify(edition, **rows):
    batch = Batch(
        edition=edition,
        keys=[1],
        cause=DestructionCause.EXPIRED,
        at=AT,
        by=AccountFactory(),
    )
    return destructions.certify(batch, rows or {"visitors.person": 2})


@pytest.fixture
def edition():
    edition = EditionFactory()
    for _number in range(4):
        certify(edition)
    return edition


def tamper(edition, number, **told):
    with pgtrigger.ignore("expo.Destruction:append_only"):
        Destruction.objects.filter(edition=edition, number=number).update(**told)


def findings(edition):
    with translation.override("en"):
        return [(found.number, str(found.what)) for found in destructions.verify(edition).findings]


def test_a_certificate_says_in_korean_what_the_rule_was(edition):
    certificate = Destruction.objects.first()

    assert "마지막 개최일 후 90일" in certificate.rule_text
    assert "visitors.Person.email" in certificate.fields
    assert str(certificate) == f"{edition.slug}-4"


def test_of_nothing_there_is_no_certificate():
    assert certify(EditionFactory(), **{"visitors.person": 0}) == []


def test_each_edition_has_numbers_and_a_chain_of_its_own(edition):
    [first] = certify(EditionFactory())

    assert (first.number, bytes(first.previous)) == (1, destructions.BEGINNING)
    assert findings(edition) == []


def test_a_certificate_cannot_be_changed_or_removed(edition):
    with pytest.raises(ProgrammingError), transaction.atomic():
        Destruction.objects.filter(edition=edition).update(rows=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Destruction.objects.filter(edition=edition).delete()


@pytest.mark.parametrize(
    "told", [{"rows": 1}, {"rule_text": "다른 규칙"}, {"destroyed_at": AT.replace(minute=6)}]
)
def test_a_change_made_past_the_trigger_is_found(edition, told):
    tamper(edition, 2, **told)

    assert findings(edition) == [(2, "It was changed after it was written.")]


def test_a_change_with_a_new_hash_breaks_the_next_one(edition):
    changed = Destruction.objects.get(edition=edition, number=2)
    changed.rows = 1
    tamper(edition, 2, rows=1, hash=destructions.hash_of(changed))

    assert findings(edition) == [(3, "It does not follow the one before.")]


def test_one_that_was_removed_is_missed(edition):
    with pgtrigger.ignore("expo.Destruction:append_only"):
        Destruction.objects.filter(edition=edition, number=2).delete()

    assert findings(edition) == [(2, "It is missing.")]


def test_the_command_names_what_is_broken_and_exits_with_1(edition):
    tamper(edition, 3, rows=99)
    told, named = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_certificates", stdout=told, stderr=named, edition=edition.slug)

    assert ended.value.code == 1
    assert json.loads(told.getvalue())[0]["is_intact"] is False
    assert f"{edition.slug}-3: It was changed after it was written." in named.getvalue()


def test_the_command_prints_the_last_hash_of_an_intact_chain(edition):
    told = StringIO()

    call_command("verify_certificates", stdout=told)

    [said] = json.loads(told.getvalue())
    last = Destruction.objects.get(edition=edition, number=4)
    assert said == {
        "edition": edition.slug,
        "certificates": 4,
        "hash": bytes(last.hash).hex(),
        "is_intact": True,
    }
