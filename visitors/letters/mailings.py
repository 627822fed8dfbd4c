"""What organisers write to many visitors, each with his own link."""

import re
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from expo import mails
from expo.mails import Link, Said
from expo.models import Mail
from visitors import links, mailings, unsubscriptions
from visitors.mailings import Purpose
from visitors.models import Consent, ConsentKind, Registration

ADVERTISING = "(광고)"
"""How the subject of advertising begins in Korea, by law and in every language."""


@mails.composer(mailings.KIND)
def visitor_mailing(mail: Mail) -> Said:
    """To whoever may still get it in the moment of sending."""
    purpose = Purpose(mail.facts["purpose"])
    row = _reader(mail)
    if mail.mailing is None or (purpose is Purpose.MARKETING and not _wants_news(row)):
        raise mails.NotNeeded
    opens = Link(_("Open my ticket"), links.whole_address(row, mail.language), is_secret=True)
    way_out = unsubscriptions.address(row, mail.language)
    words = {"subject": str(mail.mailing.subject), "text": str(mail.mailing.text)}
    return _said(mail, purpose, words, opens, way_out)


@mails.composer(mailings.TEST)
def visitor_mailing_test(mail: Mail) -> Said:
    """The same before it is sent, for a preview or a test: its links are nobody's."""
    start = mails.link(reverse("ticket_start"))
    opens = Link(_("Open my ticket"), start)
    return _said(mail, Purpose(mail.facts["purpose"]), mail.facts, opens, start)


def _said(mail: Mail, purpose: Purpose, words: dict[str, str], opens: Link, way_out: str) -> Said:
    is_news = purpose is Purpose.MARKETING
    subject = f"{ADVERTISING} {words['subject']}" if is_news else words["subject"]
    return Said(
        subject=subject,
        paragraphs=_paragraphs(words["text"]),
        link=opens,
        links=[Link(_("End these mails"), way_out, is_secret=True)] if is_news else [],
        notes=[_why(mail, is_news=is_news)],
        headers=_headers(way_out) if is_news else {},
    )


def _paragraphs(text: str) -> Sequence[str]:
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _why(mail: Mail, *, is_news: bool) -> str:
    words = {"edition": mail.edition.name if mail.edition else ""}
    if is_news:
        return _("You receive this mail because you agreed to get news of %(edition)s.") % words
    return _("You receive this mail because you are registered for %(edition)s.") % words


def _headers(way_out: str) -> dict[str, str]:
    """What mail programs make a button of (RFC 2369, RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{way_out}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _reader(mail: Mail) -> Registration:
    rows = Registration.objects.standing().filter(person__erased_at=None)
    row = rows.select_related("edition", "person").filter(uuid=mail.facts["registration"]).first()
    if row is None:
        raise mails.NotNeeded
    return row


def _wants_news(row: Registration) -> bool:
    given = Consent.objects.filter(registration=row, text__kind=ConsentKind.MARKETING)
    return given.filter(withdrawn_at=None).exists()
