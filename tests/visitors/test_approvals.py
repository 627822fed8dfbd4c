"""What needs an approval is decided once, whoever presses first."""

from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import translation

from expo import mails
from expo.models import DestructionCause, Mail
from tests import factories
from tests.races import together
from tests.visitors import scenes
from tests.visitors.test_counting_races import beside
from visitors import erasures
from visitors.models import Approval, Registration, Ticket
from visitors.registrations import approvals
from visitors.registrations.details import ResidentNumber

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 20, 1, tzinfo=UTC)


@pytest.fixture
def edition():
    return scenes.edition()


def waiting(edition, **fields):
    person = factories.PersonFactory(
        edition=edition, name="한빛나", email="press@paper.example", language="ko"
    )
    return factories.RegistrationFactory(
        **{"edition": edition, "person": person, "ticket_class": "media", "approval": "waiting"}
        | fields
    )


@pytest.fixture
def organiser():
    return factories.AccountFactory(name="김하나")


def letters():
    return list(Mail.objects.order_by("pk").values_list("kind", "recipient", "about", "facts"))


def test_whoever_is_approved_gets_a_ticket_for_all_days_and_the_mail_with_it(edition, organiser):
    row = waiting(edition)

    approvals.approve(row, by=organiser, at=AT)

    row.refresh_from_db()
    ticket = Ticket.objects.get(registration=row)
    assert (ticket.ticket_class, ticket.person, ticket.first_day, ticket.last_day) == (
        "media",
        row.person,
        0,
        2,
    )
    assert (row.approval, row.decided_by, row.decided_at) == (Approval.APPROVED, organiser, AT)
    about = f"person:{row.person_id}"
    told = {"registration": str(row.uuid)}
    assert letters() == [("ticket", "press@paper.example", about, told)]


def test_a_group_that_is_approved_has_one_ticket_for_all_its_heads(edition, organiser):
    row = waiting(edition, ticket_class="group", heads=40)
    approvals.approve(row, by=organiser, at=AT)
    assert Ticket.objects.values_list("heads", "person").get() == (40, None)


def test_whoever_is_refused_gets_no_ticket_and_is_told_why(edition, organiser):
    row = waiting(edition)

    approvals.refuse(row, "  신분을   확인하지 못했습니다. ", by=organiser, at=AT)

    row.refresh_from_db()
    assert (row.approval, row.refusal) == (Approval.REFUSED, "신분을 확인하지 못했습니다.")
    assert not Ticket.objects.exists()
    assert [kind for kind, *_ in letters()] == ["approval_refused"]
    assert row.refusal in mails.composed(Mail.objects.get()).text


@pytest.mark.parametrize("reason", ["", " \n ", "\u200b"])
def test_a_refusal_has_a_reason(edition, organiser, reason):
    with pytest.raises(approvals.ReasonMissing):
        approvals.refuse(waiting(edition), reason, by=organiser, at=AT)
    assert Registration.objects.awaiting_approval().exists()


def test_a_reason_never_holds_a_resident_number_and_is_not_endless(edition, organiser):
    row = waiting(edition)
    with pytest.raises(ResidentNumber):
        approvals.refuse(row, "번호 900101-1234567 확인 불가", by=organiser, at=AT)
    with pytest.raises(approvals.ReasonTooLong):
        approvals.refuse(row, "가" * 301, by=organiser, at=AT)
    assert not letters()


def test_whoever_decides_second_is_told_who_was_first(edition, organiser):
    row = waiting(edition)
    approvals.approve(row, by=organiser, at=AT)

    with translation.override("ko"), pytest.raises(approvals.DecidedAlready) as refusal:
        approvals.refuse(row, "늦었습니다.", by=factories.AccountFactory(name="이두리"), at=AT)

    assert "김하나" in refusal.value.message
    assert "10:00" in refusal.value.message
    assert Ticket.objects.count() == Mail.objects.count() == 1


def test_what_was_cancelled_or_erased_meanwhile_is_not_decided(edition, organiser):
    cancelled = waiting(edition, cancelled_at=AT)
    nobody = factories.PersonFactory(edition=edition, name="", email="", erased_at=AT)
    erased = waiting(edition, person=nobody)
    for row in (cancelled, erased):
        with pytest.raises(approvals.NothingWaits):
            approvals.approve(row, by=organiser, at=AT)
    assert not Ticket.objects.exists()
    assert not approvals.waiting(edition).exists()


def test_what_never_needed_an_approval_is_not_approved(edition, organiser):
    with pytest.raises(approvals.DecidedAlready):
        approvals.approve(waiting(edition, approval="not_needed"), by=organiser, at=AT)


def test_the_longest_waiting_comes_first(edition):
    young = waiting(edition, registered_at=datetime(2023, 11, 3, tzinfo=UTC))
    old = waiting(edition, registered_at=datetime(2023, 11, 2, tzinfo=UTC))
    waiting(factories.EditionFactory(number=2))
    assert list(approvals.waiting(edition)) == [old, young]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_press_at_once_one_decides(edition):
    row = waiting(edition)
    people = factories.AccountFactory.create_batch(6)

    def press(number):
        def act():
            if number % 2:
                return approvals.refuse(row, "사유", by=people[number], at=AT)
            return approvals.approve(row, by=people[number], at=AT)

        return act

    results = together(*(press(number) for number in range(6)))

    done = [one for one in results if isinstance(one, Registration)]
    assert len(done) == 1
    assert Ticket.objects.count() == (done[0].approval == Approval.APPROVED)
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_whoever_is_being_erased_is_not_approved(edition, organiser):
    row, told = waiting(edition), []

    def approve():
        try:
            approvals.approve(row, by=organiser, at=AT)
        except approvals.NothingWaits as refusal:
            told.append(refusal.code)

    with transaction.atomic():
        erasures.erase(row.person, cause=DestructionCause.REQUESTED, at=AT)
        thread = beside(approve)
        thread.join(0.5)  # it waits for what is not committed yet
    thread.join()

    assert told == ["nothing_waits"]
    assert not Mail.objects.exclude(recipient="").exists()
