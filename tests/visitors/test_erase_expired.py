"""`manage.py erase_expired`: after the period nothing personal is left, and no figure changes."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pgtrigger
import pytest
from celery import current_app
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from expo import destructions, editions, mails
from expo.mails import Letter
from expo.models import Account, Destruction, DestructionCause, Edition, Look, Mail, Role
from expo.project.schedule import SCHEDULE
from expo.retention import registry, sweeping
from tests.databases import url_of
from tests.factories import (
    AccountFactory,
    ConsentFactory,
    ConsentTextFactory,
    EditionFactory,
    ListingChangeFactory,
    ListingFactory,
    PersonFactory,
    RegistrationFactory,
    RoleFactory,
    ShowDayFactory,
)
from tests.leaks import leaks
from tests.races import together
from visitors import envelopes, erasures, retention
from visitors.models import Approval, BadgeRun, Person, Registration, RegistrationDraft
from visitors.transactions import one_view

DAY = timedelta(days=1)
LAST_DAY = datetime(2023, 11, 25, 9, tzinfo=UTC)
OVER = datetime(2024, 3, 1, tzinfo=UTC)
LONG_OVER = datetime(2028, 3, 1, tzinfo=UTC)


def run(**options) -> dict:
    told = StringIO()
    call_command("erase_expired", stdout=told, stderr=StringIO(), **options)
    return json.loads(told.getvalue())


def by_rule(report: dict, what: str) -> dict[str, int]:
    [edition] = report["editions"]
    return {rule["rule"]: rule[what] for rule in edition["rules"] if rule[what]}


def a_fair(at: datetime = OVER) -> Edition:
    edition = EditionFactory()
    ShowDayFactory(edition=edition, date=LAST_DAY.date())
    return editions.set_clock(edition, at, 0)


def sweep(edition: Edition, code: str) -> int:
    return sweeping.sweep(edition, registry.of(code))


# All of it, on a crowd

AS_OF = "2023-11-25T17:30:00+09:00"


def said(command: str, *arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command(command, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def figures(folder: Path, name: str) -> list[str]:
    """What is published and what proves it, as the commands print it."""
    pack = folder / f"{name}.zip"
    said("audit_pack", str(pack), "--as-of", AS_OF)
    return [
        said("figures", "--as-of", AS_OF),
        said("reconcile"),
        said("replay", str(pack)),
        said("verify_log"),
    ]


@pytest.fixture
def crowd(transactional_db):
    """A fair that was lived through by 200 people and one with a name that nobody else has."""
    call_command("seed", stderr=StringIO())
    said("simulate", "--visitors=200")
    return Edition.objects.get(slug="2023")


NAMED = {
    "name": "무지개구름",
    "name_en": "Rainbow Cloudwalker",
    "email": "Rainbow@cloudwalker.example",
    "phone": "010-9753-8642",
    "organisation": "구름걸음연구원",
    "job_title": "구름관찰관",
}


def somebody_known_everywhere(edition: Edition) -> Person:
    person = PersonFactory(edition=edition, **NAMED)
    registration = RegistrationFactory(
        edition=edition,
        person=person,
        approval=Approval.REFUSED,
        decided_at=LAST_DAY,
        refusal="무지개구름 님은 취재 대상이 아닙니다.",
    )
    Registration.objects.filter(pk=registration.pk).update(heads=2)
    Person.objects.filter(pk=person.pk).update(name_en="Rainbow C.")
    Person.objects.filter(pk=person.pk).update(name_en=NAMED["name_en"])
    RegistrationDraft.objects.create(edition=edition, told={"who": NAMED})
    run = BadgeRun(
        edition=edition, paper="a6", tickets=[1], title="구름걸음연구원", ordered_at=LAST_DAY
    )
    run.finished_at = LAST_DAY
    run.save()
    for state in ("waiting", "sent", "failed"):
        mail = mails.queue(
            Letter(
                kind="ticket",
                recipient=NAMED["email"],
                edition=edition,
                about=envelopes.about(person.pk),
                facts={"name": "무지개구름"},
            )
        )
        sent_at = LAST_DAY if state == "sent" else None
        Mail.objects.filter(pk=mail.pk).update(
            state=state, sent_at=sent_at, subject="무지개구름 님의 입장권", error="무지개구름"
        )
    return person


def members_and_their_words(edition: Edition) -> None:
    account = AccountFactory(email="Member@cloudwalker.example", name="구름걸음이")
    RoleFactory(account=account, edition=edition, kind="exhibitor")
    listing = ListingFactory(
        participation__edition=edition,
        participation__exhibitor__edition=edition,
        contact_email="desk@cloudwalker.example",
        contact_phone="051-8642-9753",
    )
    listing.contact_phone = "051-8642-9754"
    listing.save()
    ListingChangeFactory(
        listing=listing,
        field="contact_email",
        after="new@cloudwalker.example",
        state="refused",
        reason="구름걸음이 님이 다시 보내기로 함",
        decided_at=LAST_DAY,
    )


WORDS = ("무지개구름", "rainbow", "cloudwalker", "구름걸음", "구름관찰관", "9753-8642", "8642-975")


def test_after_all_periods_no_word_is_left_and_every_figure_is_the_same(crowd, tmp_path):
    somebody_known_everywhere(crowd)
    members_and_their_words(crowd)
    contacts = {
        word
        for row in Person.objects.values_list("email", "phone")
        for word in row
        if word and len(word) > 8
    }
    before = figures(tmp_path, "before")
    assert len(leaks(WORDS)) > 15  # whoever looks finds them while they are there
    editions.set_clock(crowd, LONG_OVER, 0)
    RegistrationDraft.objects.all().delete()  # as the hourly task does

    report = run()

    assert leaks([*WORDS, *contacts]) == []
    assert figures(tmp_path, "after") == before
    assert by_rule(report, "left") == {}
    proof = destructions.verify(crowd)
    assert proof.is_intact
    assert report["editions"][0]["hash"] == proof.hash.hex()


# Rules


@pytest.mark.django_db
def test_nothing_is_destroyed_on_the_last_day_of_the_period_and_everything_on_the_next():
    edition = a_fair(LAST_DAY + 90 * DAY)
    PersonFactory(edition=edition)
    assert by_rule(run(), "destroyed") == {}

    editions.set_clock(edition, LAST_DAY + 91 * DAY, 0)

    assert by_rule(run(), "destroyed") == {erasures.PERSON: 1}


@pytest.mark.django_db
def test_an_edition_without_show_days_loses_nothing():
    edition = editions.set_clock(EditionFactory(), LONG_OVER, 0)
    PersonFactory(edition=edition)

    assert by_rule(run(), "destroyed") == {}


@pytest.mark.django_db
def test_a_dry_run_tells_what_is_due_and_changes_nothing():
    edition = a_fair()
    PersonFactory.create_batch(3, edition=edition)

    report = run(dry_run=True)

    assert report["dry_run"] is True
    assert by_rule(report, "due") == {erasures.PERSON: 3}
    assert Person.objects.filter(erased_at=None).count() == 3
    assert not Destruction.objects.exists()


@pytest.mark.django_db
def test_a_second_run_finds_nothing_and_certifies_nothing():
    PersonFactory(edition=a_fair())
    first = run()

    second = run()

    assert by_rule(second, "destroyed") == {}
    assert second["editions"][0]["hash"] == first["editions"][0]["hash"]


@pytest.mark.django_db
def test_beat_has_it_done_every_night():
    PersonFactory(edition=a_fair())
    [task] = [line["task"] for line in SCHEDULE.values() if "erase" in line["task"]]

    current_app.tasks[task].run()

    assert not Person.objects.filter(erased_at=None).exists()


@pytest.mark.django_db
def test_an_unknown_edition_is_an_error():
    with pytest.raises(CommandError, match="There is no edition 1919"):
        run(edition="1919")


@pytest.mark.django_db
def test_one_edition_can_be_named():
    first, second = a_fair(), a_fair()
    for edition in (first, second):
        PersonFactory(edition=edition)

    run(edition=second.slug)

    assert [person.edition for person in Person.objects.filter(erased_at=None)] == [first]


@pytest.mark.django_db
def test_a_rule_that_fails_stops_no_other_and_the_command_says_that_something_is_left(monkeypatch):
    edition = a_fair()
    PersonFactory(edition=edition)
    mails.queue(Letter(kind="role", recipient="a@people.example", edition=edition))
    broken = registry.of(erasures.PERSON)
    monkeypatch.setitem(registry._rules, broken.code, _failing(broken))

    with pytest.raises(SystemExit) as ended:
        run()

    assert ended.value.code == 1
    assert Person.objects.filter(erased_at=None).count() == 1
    assert not Mail.objects.filter(erased_at=None).exists()


def _failing(rule):
    def erase(_batch):
        raise RuntimeError("no space left on device")

    return dataclasses.replace(rule, erase=erase)


@pytest.mark.django_db
def test_whoever_was_refused_a_month_ago_is_forgotten_before_the_fair():
    edition = a_fair(LAST_DAY - 10 * DAY)
    refused = {"edition": edition, "approval": Approval.REFUSED, "refusal": "기자가 아님"}
    long_ago = RegistrationFactory(**refused, decided_at=LAST_DAY - 41 * DAY)
    RegistrationFactory(**refused, decided_at=LAST_DAY - 39 * DAY)
    other = RegistrationFactory(**refused, decided_at=LAST_DAY - 41 * DAY)
    RegistrationFactory(edition=edition, person=other.person)

    assert sweep(edition, retention.NOT_APPROVED) == 1

    assert [p.pk for p in Person.objects.exclude(erased_at=None)] == [long_ago.person_id]
    rules = set(Destruction.objects.values_list("rule", flat=True))
    assert rules == {retention.NOT_APPROVED, erasures.REFUSAL}


@pytest.mark.django_db
def test_whoever_still_waits_for_approval_is_forgotten_a_month_after_the_fair():
    edition = a_fair(LAST_DAY + 31 * DAY)
    RegistrationFactory(edition=edition, approval=Approval.WAITING)
    RegistrationFactory(edition=edition)

    assert sweep(edition, retention.NOT_APPROVED) == 1


@pytest.mark.django_db
def test_optional_items_go_with_their_consent_unless_it_was_given_anew():
    edition = a_fair(LAST_DAY)
    text = ConsentTextFactory(edition=edition, kind="optional")
    people = PersonFactory.create_batch(3, edition=edition, phone="010-1234-5678")
    withdrawn, renewed, _never = [
        RegistrationFactory(edition=edition, person=person) for person in people
    ]
    for registration in (withdrawn, renewed):
        ConsentFactory(edition=edition, registration=registration, text=text, withdrawn_at=LAST_DAY)
    ConsentFactory(edition=edition, registration=renewed, text=text)

    assert sweep(edition, erasures.OPTIONAL_ITEMS) == 1

    assert Person.objects.get(phone="").pk == withdrawn.person_id
    assert Destruction.objects.get().cause == DestructionCause.WITHDRAWN


@pytest.mark.django_db
def test_an_account_is_kept_while_it_has_a_role_in_a_later_fair():
    edition, later = a_fair(LONG_OVER), EditionFactory()
    gone, stays = RoleFactory(edition=edition).account, RoleFactory(edition=edition).account
    RoleFactory(account=stays, edition=later)
    chief = AccountFactory(is_superuser=True)
    RoleFactory(account=chief, edition=edition)

    assert sweep(edition, "expo.account") == 1

    gone.refresh_from_db()
    assert (gone.name, gone.email) == ("", f"destroyed-{gone.pk}@account.invalid")
    assert (gone.is_active, gone.has_usable_password()) == (False, False)
    assert not Role.objects.held().filter(account=gone).exists()
    assert Account.objects.filter(is_active=True).count() == 2


@pytest.mark.django_db
def test_entries_of_the_access_log_go_after_a_year_and_of_many_people_after_two(monkeypatch):
    edition, now = a_fair(), timezone.now()
    account = AccountFactory()
    for days in (300, 400, 800):
        look = Look.objects.create(
            edition=edition,
            account=account,
            act="view",
            place="desk",
            subject_kind="person",
            subjects=[1],
            size=1,
        )
        _made_at(look, now - days * DAY)
    PersonFactory(edition=edition)

    monkeypatch.setattr(retention, "MANY_PEOPLE", 1)
    assert sweep(edition, retention.LOOK) == 1
    monkeypatch.undo()
    assert sweep(edition, retention.LOOK) == 1
    assert Look.objects.count() == 1


def _made_at(look: Look, at: datetime) -> None:
    with pgtrigger.ignore("expo.Look:append_only"):
        Look.objects.filter(pk=look.pk).update(at=at)


@pytest.mark.django_db
def test_mails_of_no_fair_go_after_ninety_days():
    edition = a_fair()
    old = mails.queue(Letter(kind="password", recipient="old@people.example"))
    mails.queue(Letter(kind="password", recipient="new@people.example"))
    Mail.objects.filter(pk=old.pk).update(made_at=timezone.now() - 91 * DAY)

    assert sweep(edition, "expo.mail_of_no_fair") == 1
    assert Mail.objects.get(erased_at=None).recipient == "new@people.example"


# In the middle


def a_crowd(edition: Edition, size: int) -> None:
    Person.objects.bulk_create(
        Person(edition=edition, name=f"방문 {n}", email=f"{n}@people.example") for n in range(size)
    )


def certified() -> int:
    kept = Destruction.objects.filter(rule=erasures.PERSON)
    return sum(kept.values_list("rows", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_leaves_whole_people_and_the_next_one_goes_on():
    edition = a_fair()
    a_crowd(edition, 3 * sweeping.AT_ONCE)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "erase_expired"],
        env={**os.environ, "DATABASE_URL": url_of()},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    first = process.stderr.read(len(f"{edition.slug}: 500 rows"))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()

    assert b"500 rows" in first
    erased = Person.objects.exclude(erased_at=None)
    with one_view():  # its last commit may be on its way still
        assert certified() == erased.count() >= sweeping.AT_ONCE
    assert not erased.exclude(name="", email="").exists()

    run()

    assert certified() == 3 * sweeping.AT_ONCE
    assert destructions.verify(edition).is_intact


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_destroy_everybody_once():
    edition = a_fair()
    a_crowd(edition, 3 * sweeping.AT_ONCE)

    both = together(*[lambda: sweep(edition, erasures.PERSON)] * 2)

    assert sum(both) == certified() == 3 * sweeping.AT_ONCE
    assert destructions.verify(edition).is_intact


@pytest.mark.django_db
def test_the_same_number_of_queries_for_one_person_and_for_a_hundred():
    counts = []
    for size in (1, 100):
        edition = a_fair()
        a_crowd(edition, size)
        with CaptureQueriesContext(connection) as queries:
            assert sweep(edition, erasures.PERSON) == size
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_mail_that_was_queued_while_its_person_was_erased_goes_the_next_night(db):
    edition = EditionFactory()
    ShowDayFactory(edition=edition, date=LAST_DAY.date())
    editions.set_clock(edition, LAST_DAY, rate=0)
    person = RegistrationFactory(edition=edition).person
    erasures.erase(person, cause=DestructionCause.REQUESTED, at=LAST_DAY)
    about = envelopes.about(person.pk)
    mails.queue(Letter(kind="ticket", recipient="late@expo.example", edition=edition, about=about))

    report = run()

    assert by_rule(report, "destroyed") == {retention.LATE_MAIL: 1}
    assert leaks(["late@expo.example"]) == []
