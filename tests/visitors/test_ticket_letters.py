"""Tickets by mail, in a real conversation with a mail server."""

from datetime import UTC, date, datetime

import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.utils import timezone

from expo import mails
from expo.mails import Letter
from expo.models import Mail, MailState
from tests.factories import (
    EditionFactory,
    MergeFactory,
    PersonFactory,
    RegistrationFactory,
    ShowDayFactory,
)
from tests.postbox import postbox, texts
from visitors import links, tickets
from visitors.classes import TicketClass
from visitors.models import Person
from visitors.tickets import Order

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db

AT = datetime(2023, 11, 1, tzinfo=UTC)
MAILBOX = "han@body.example"


@pytest.fixture(autouse=True)
def nobody_asked_before(settings):
    cache.clear()
    settings.SITE_URL = "https://fair.example"


@pytest.fixture
def edition():
    edition = EditionFactory(venue_ko="벡스코", venue_en="BEXCO")
    for day in (23, 24):
        ShowDayFactory(edition=edition, date=date(2023, 11, day))
    return edition


def registered(
    edition, *, heads=1, ticket_class="visitor", led_by=None, source="advance", **person
):
    who = PersonFactory(edition=edition, **{"name": "한새벽", "email": MAILBOX, **person})
    row = RegistrationFactory(
        edition=edition,
        person=who,
        heads=heads,
        ticket_class=ticket_class,
        led_by=led_by,
        source=source,
    )
    is_group = ticket_class == "group"
    order = Order(
        TicketClass(ticket_class),
        person=None if is_group else who.pk,
        registration=row.pk,
        heads=heads,
    )
    tickets.issue(edition, order, at=AT)
    return row


def told(row, kind="ticket", language="ko"):
    mails.queue(
        Letter(
            kind=kind,
            recipient=row.person.email,
            language=language,
            edition=row.edition,
            about=f"person:{row.person_id}",
            facts={"registration": str(row.uuid)},
        )
    )
    mails.send_due()


def asked(edition, address=MAILBOX, language="ko"):
    mails.queue(Letter(kind="ticket_again", recipient=address, language=language, edition=edition))
    return mails.send_due()


def codes_in(mail):
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("ticket.pdf", "application/pdf")
    pages = pypdfium2.PdfDocument(file.get_content())
    return [zxingcpp.read_barcodes(page.render(scale=100 / 72).to_pil())[0].text for page in pages]


def code(row):
    return tickets.code(row.tickets.get())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ko", ["한새벽 님께", "2023년 11월 23일(목), 10:00–18:00", "벡스코", "관람객"]),
        ("en", ["Dear 한새벽,", "Thu, 23 November 2023, 10:00–18:00", "BEXCO", "Visitor"]),
    ],
)
def test_the_ticket_comes_in_the_visitors_language_with_file_and_link(
    edition, postbox, language, words
):
    row = registered(edition)

    told(row, language=language)

    (mail,) = postbox.to(MAILBOX)
    for text in texts(mail):
        assert [word for word in words if word not in text] == []
        assert f"https://fair.example{links.address(row, language)}" in text
    assert codes_in(mail) == [code(row)]


def test_the_mail_says_how_to_withdraw(edition, postbox):
    told(registered(edition), language="en")

    text, _html = texts(postbox.mails[0])
    assert "withdraw a consent" in " ".join(text.split())
    assert "cancel" in text


def test_no_row_and_no_subject_names_anybody(edition, postbox):
    row = registered(edition)

    told(row)

    mail = Mail.objects.get()
    assert "한새벽" not in mail.subject + str(mail.facts)
    assert links.token(row) not in mail.subject + str(mail.facts)


def test_who_looks_at_the_mail_gets_no_link(edition):
    row = registered(edition)
    mail = mails.queue(
        Letter(
            kind="ticket",
            recipient=MAILBOX,
            edition=edition,
            facts={"registration": str(row.uuid)},
        )
    )

    assert links.token(row) not in mails.shown(mail).text + mails.shown(mail).html


def test_tickets_of_those_who_come_along_are_in_the_leaders_mail(edition, postbox):
    leader = registered(edition)
    along = registered(edition, name="한노을", email="", led_by=leader)

    told(leader)

    (mail,) = postbox.mails
    assert codes_in(mail) == [code(leader), code(along)]
    assert "한노을" in texts(mail)[0]


def test_a_companion_who_cancelled_has_no_page_in_it(edition, postbox):
    leader = registered(edition)
    along = registered(edition, name="한노을", email="", led_by=leader)
    along.cancelled_at = AT
    along.save(update_fields=["cancelled_at"])

    told(leader)

    assert codes_in(postbox.mails[0]) == [code(leader)]


def test_a_group_reads_how_many_enter_by_its_code(edition, postbox):
    told(registered(edition, heads=28, ticket_class="group"), language="en")

    assert "28 people" in texts(postbox.mails[0])[0]


def test_whoever_registers_twice_gets_the_links_of_the_earlier_tickets_too(edition, postbox):
    first, second = registered(edition), registered(edition)
    MergeFactory(edition=edition, kept=first.person, merged=second.person)

    told(second, language="en")

    text = texts(postbox.mails[0])[0]
    assert "registered before" in text
    assert links.token(first) in text
    assert links.token(second) in text


def test_the_earlier_ticket_of_another_mailbox_is_told_nobody(edition, postbox):
    first, second = registered(edition, email="other@body.example"), registered(edition)
    MergeFactory(edition=edition, kept=first.person, merged=second.person)

    told(second)

    assert links.token(first) not in texts(postbox.mails[0])[0]


def test_a_pass_reads_who_invites(edition, postbox):
    told(
        registered(edition, source="invited", ticket_class="exhibitor", organisation="새벽부"),
        language="en",
    )

    text = texts(postbox.mails[0])[0]
    assert "invited" in text
    assert "새벽부" in text


@pytest.mark.parametrize("spoilt", ["cancelled", "erased", "waiting", "revoked"])
def test_no_ticket_is_sent_that_is_none_any_more(edition, postbox, spoilt):
    row = registered(edition)
    spoil(row, spoilt)

    told(row)

    assert postbox.mails == []
    assert Mail.objects.get().state == MailState.FAILED


def spoil(row, how):
    match how:
        case "cancelled":
            row.cancelled_at = AT
        case "waiting":
            row.approval = "waiting"
        case "erased":
            Person.objects.update(name="", email="", erased_at=timezone.now())
            row.person.email = MAILBOX
        case "revoked":
            tickets.revoke(row.tickets.get(), at=AT)
    row.save()


def test_tickets_asked_for_again_come_in_one_mail_with_a_link_each(edition, postbox):
    both = [registered(edition), registered(edition, name="한노을", email=MAILBOX.upper())]
    registered(edition, email="other@body.example")

    asked(edition)

    (mail,) = postbox.to(MAILBOX)
    for row in both:
        assert links.token(row) in texts(mail)[0]
        assert links.token(row) in texts(mail)[1]
    assert codes_in(mail) == [code(row) for row in both]


def test_tickets_of_earlier_fairs_are_found_too(edition, postbox):
    earlier = EditionFactory(number=edition.number - 1, name_ko="첫 박람회")
    ShowDayFactory(edition=earlier)
    before = registered(earlier)

    asked(edition)

    (mail,) = postbox.mails
    assert links.token(before) in texts(mail)[0]
    assert list(mail.iter_attachments()) == []


def test_whoever_cancelled_finds_no_ticket(edition, postbox):
    row = registered(edition)
    spoil(row, "cancelled")

    assert asked(edition) == 0


def test_nobody_is_written_to_who_is_not_registered_and_his_address_is_forgotten(edition, postbox):
    asked(edition, "stranger@body.example")

    assert postbox.mails == []
    assert Mail.objects.get().recipient == ""


def test_a_closed_link_is_followed_by_the_new_one(edition, postbox):
    row = registered(edition)

    told(row, kind="ticket_renewed", language="en")

    text = texts(postbox.mails[0])[0]
    assert links.token(row) in text
    assert "closed" in text
