"""Staff passes: within the quota, one person's each, and off every door once handed back."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.urls import reverse

from booths.models import StaffPass
from expo import editions, mails
from expo.dashboard import passes
from expo.models import Mail
from tests.factories import (
    AccountFactory,
    ConsentTextFactory,
    CoParticipationFactory,
    MemberFactory,
    ParticipationFactory,
)
from tests.postbox import postbox
from tests.races import together
from tests.visitors import scenes
from visitors import registrations
from visitors.models import Consent, Person, Registration, Ticket

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 11, 22, 3, tzinfo=UTC)


def a_fair():
    """The day before its first, with a collection notice in both languages."""
    edition = scenes.edition()
    editions.set_clock(edition, NOW, rate=0)
    for language in ("ko", "en"):
        ConsentTextFactory(edition=edition, language=language)
    return edition


@pytest.fixture
def edition():
    return a_fair()


@pytest.fixture
def main(edition):
    return ParticipationFactory(edition=edition, pass_quota=2)


@pytest.fixture
def member(client, main):
    member = MemberFactory(exhibitor=main.exhibitor)
    client.force_login(member.account)
    return member


def issue(participation, name="김도움", **said):
    consent = participation.edition.consent_texts.first()
    wanted = passes.Wanted(**{"name": name, "consent": consent, **said})
    return passes.issue(participation, wanted, by=AccountFactory(), at=NOW)


def address(participation, name="portal_passes", *args):
    return reverse(name, args=[participation.exhibitor.uuid, *args])


def test_a_pass_comes_by_mail_once_in_the_language_of_whose_it_is(main):
    uuid = uuid4()
    for _press in range(2):
        row = issue(main, email="help@body.example", language="en", uuid=uuid)

    mail = Mail.objects.get()
    registration = Ticket.objects.get(pk=row.ticket).registration
    assert (mail.kind, mail.recipient, mail.language) == ("ticket", "help@body.example", "en")
    assert mail.facts == {"registration": str(registration.uuid)}
    assert mail.about == f"person:{registration.person_id}"


def test_a_pass_without_an_address_is_handed_out(main):
    issue(main)

    assert Mail.objects.count() == 0


def test_a_pass_that_was_handed_back_meanwhile_is_not_mailed(main, postbox):
    row = issue(main, email="help@body.example")
    passes.end(row, at=NOW)

    assert mails.send_due() == 0
    assert postbox.mails == []


def form(client, participation, **said):
    """The form as the page offers it, filled in."""
    fields = client.get(address(participation)).context["form"]
    usual = {name: fields[name].value() for name in ("uuid", "shown", "days", "language")}
    return {**usual, "name": "김도움", "agreed": "on", **said}


def test_a_pass_is_a_ticket_of_class_exhibitor_with_its_name_in_one_home(edition, main):
    row = issue(main, name_en="Kim Doum", email="kim@example.org")

    ticket = Ticket.objects.get(pk=row.ticket)
    person = ticket.registration.person
    assert (ticket.ticket_class, ticket.edition) == ("exhibitor", edition)
    assert ticket.registration.source == "invited"
    assert (person.name, person.name_en, person.email) == ("김도움", "Kim Doum", "kim@example.org")
    assert person.organisation == main.exhibitor.name_ko
    assert Consent.objects.get().registration == ticket.registration


def test_nobody_gets_more_than_the_quota_and_a_pass_handed_back_makes_room(main):
    first = issue(main)
    issue(main, "이도움")
    with pytest.raises(passes.PassQuotaReached):
        issue(main, "박도움")

    passes.end(first, at=NOW)

    assert issue(main, "박도움")
    assert Person.objects.count() == 3


def test_a_pass_handed_back_opens_no_door(main):
    row = issue(main)

    passes.end(row, at=NOW)
    passes.end(row, at=NOW)

    ticket = Ticket.objects.get(pk=row.ticket)
    assert ticket.revoked_at == NOW
    assert ticket.registration.cancelled_at == NOW
    assert StaffPass.objects.get().ended_at == NOW


def test_a_code_that_the_desk_replaced_is_revoked_with_its_pass(main):
    row = issue(main)
    registrations.replace_ticket(Ticket.objects.get(pk=row.ticket), at=NOW)
    (each,) = passes.of(main)
    assert each.found.is_printable

    passes.end(row, at=NOW)

    assert not Ticket.objects.valid().exists()


def test_the_form_sent_twice_is_one_pass(main):
    uuid = uuid4()

    assert issue(main, uuid=uuid) == issue(main, uuid=uuid)
    assert StaffPass.objects.count() == Ticket.objects.count() == 1


def test_a_represented_company_has_no_staff(edition, main):
    company = CoParticipationFactory(edition=edition, main=main, role="represented")

    with pytest.raises(passes.NoOwnStaff):
        issue(company)
    assert not Registration.objects.exists()


def test_nothing_personal_is_kept_without_a_consent_or_a_name(main):
    with pytest.raises(registrations.ConsentMissing):
        issue(main, consent=None)
    with pytest.raises(passes.NameMissing):
        issue(main, "")
    with pytest.raises(registrations.ResidentNumber):
        issue(main, "김 900101-1234567")
    assert not Person.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_eight_editors_and_the_last_pass_one_gets_it_and_the_others_a_sentence():
    main = ParticipationFactory(edition=a_fair(), pass_quota=1)
    by, consent = AccountFactory(), main.edition.consent_texts.first()
    wanted = [passes.Wanted(name=f"김{number}", consent=consent) for number in range(8)]

    answers = together(
        *(lambda each=each: passes.issue(main, each, by=by, at=NOW) for each in wanted)
    )

    assert sum(isinstance(answer, passes.PassQuotaReached) for answer in answers) == 7
    assert StaffPass.objects.count() == Person.objects.count() == 1


def test_the_page_issues_lists_prints_and_takes_back(client, main, member):
    client.post(address(main), form(client, main))

    page = client.get(address(main))
    (each,) = page.context["passes"]
    assert "김도움" in page.content.decode()
    assert (page.context["left"], each.row.issued_by) == (1, member.account)

    badge = client.get(address(main, "portal_pass_pdf", each.row.pk))
    assert badge.content.startswith(b"%PDF")
    assert "no-store" in badge["Cache-Control"]

    client.post(address(main, "portal_pass_end", each.row.pk))
    page = client.get(address(main))
    assert (page.context["left"], page.context["passes"]) == (2, [])
    refused = client.get(address(main, "portal_pass_pdf", each.row.pk))
    assert refused["Location"] == address(main)


def test_the_notice_tells_its_four_parts(client, main, member):
    page = client.get(address(main)).content.decode()

    notice = main.edition.consent_texts.first()
    for part in (notice.purpose, notice.items, notice.period, notice.refusal):
        assert part in page


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "가" * 101}, "name"),
        ({"name": "김 900101-1234567"}, "name"),
        ({"name_en": "Kim\u202e"}, "name_en"),
        ({"email": "kim"}, "email"),
        ({"agreed": ""}, "agreed"),
        ({"days": "7-9"}, "days"),
        ({"language": "tlh"}, "language"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(
    client, main, member, said, field
):
    answer = client.post(address(main), form(client, main, **said))

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "900101-1234567" not in answer.content.decode()
    assert not Person.objects.exists()


def test_the_quota_is_told_and_what_was_typed_is_kept(client, main, member):
    typed = form(client, main, name="최마지막")
    issue(main)
    issue(main, "이도움")

    answer = client.post(address(main), typed)

    assert "최마지막" in answer.content.decode()
    assert answer.context["form"].non_field_errors()
    assert client.get(address(main)).context["left"] == 0


def test_a_co_exhibitor_has_passes_of_its_own(client, edition, main):
    issue(main)
    guest = CoParticipationFactory(edition=edition, main=main)
    client.force_login(MemberFactory(exhibitor=guest.exhibitor).account)

    client.post(address(guest), form(client, guest, name="손도움"))

    page = client.get(address(guest))
    assert [each.found.name for each in page.context["passes"]] == ["손도움"]


def test_somebody_elses_pass_is_not_found(client, edition, main, member):
    theirs = issue(ParticipationFactory(edition=edition))

    for name, act in (("portal_pass_pdf", client.get), ("portal_pass_end", client.post)):
        assert act(address(main, name, theirs.pk)).status_code == 404
        assert act(address(theirs.participation, name, theirs.pk)).status_code == 404
    assert StaffPass.objects.get().ended_at is None


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_costs_the_same_at_any_size(edition, size, django_assert_num_queries):
    main = ParticipationFactory(edition=edition, pass_quota=size)
    for number in range(size):
        issue(main, f"김{number}")

    with django_assert_num_queries(6):
        passes.of(main)
