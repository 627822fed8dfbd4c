"""Tickets by mail: when they are made, and once more for whoever lost his link."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from expo import mails
from expo.mails import Attachment, Link, Said
from expo.models import Mail
from visitors import links, ticket_faces, ticket_prints
from visitors.letters import wording
from visitors.models import Approval, Merge, Registration, Ticket
from visitors.models.registration import RegistrationQuerySet
from visitors.ticket_faces import Face

AGAIN = "ticket_again"
mails.forget_once_sent(AGAIN)  # whoever typed an address may have typed a stranger's


@mails.composer("ticket")
def ticket(mail: Mail) -> Said:
    """To whoever registered, was approved or invited: his ticket, and those who come along."""
    row = _registration(mail)
    faces = _faces([row, *row.companions.standing()])
    if not faces:
        raise mails.NotNeeded
    earlier = list(_earlier(row, mail.recipient))
    return Said(
        subject=wording.subject(row),
        paragraphs=[*wording.opening(row), *wording.facts(faces, row), *wording.twice(earlier)],
        link=_opens(row, mail.language),
        links=[_link(each, mail.language) for each in earlier],
        notes=wording.notes(),
        attachments=_attachments(faces, mail.language),
    )


@mails.composer("ticket_renewed")
def ticket_renewed(mail: Mail) -> Said:
    """To whoever closed a link that others had: the new one."""
    row = _registration(mail)
    return Said(
        subject=_("%(edition)s: your new ticket link") % {"edition": row.edition.name},
        paragraphs=[
            wording.greeting(row),
            _("The earlier links to your ticket are closed. From now on only this one works."),
        ],
        link=_opens(row, mail.language),
        notes=[
            _("Did others see the code too? Have it replaced on the ticket page."),
            _("The link opens your ticket without a password. Pass it on to nobody."),
        ],
    )


@mails.composer(AGAIN)
def ticket_again(mail: Mail) -> Said:
    """To a mail address that somebody typed: all tickets that were registered with it."""
    rows = list(_of_address(mail.recipient))
    if not rows:
        raise mails.NotNeeded
    here = [row for row in rows if row.edition_id == mail.edition_id]
    return Said(
        subject=_("Your tickets"),
        paragraphs=[
            _("Good day,"),
            _("You, or somebody who typed your mail address, asked for the tickets once more."),
            _("With this address there are:"),
        ],
        links=[_link(row, mail.language) for row in rows],
        notes=[
            _("If it was not you, you need not do anything."),
            _("A link opens your ticket without a password. Pass it on to nobody."),
        ],
        attachments=_attachments(_faces(here), mail.language),
    )


def _registration(mail: Mail) -> Registration:
    """Raises NotNeeded for whoever has cancelled, waits for approval, or is erased meanwhile."""
    rows = Registration.objects.standing().select_related("edition", "person")
    living = rows.filter(uuid=mail.facts["registration"], person__erased_at=None)
    row = living.exclude(approval__in=[Approval.WAITING, Approval.REFUSED]).first()
    if row is None:
        raise mails.NotNeeded
    return row


def _of_address(address: str) -> RegistrationQuerySet:
    """Standing registrations of living people, the newest fair first."""
    rows = Registration.objects.standing().select_related("edition", "person")
    named = rows.annotate(mailbox=Lower("person__email")).filter(mailbox=address.lower())
    return named.order_by("-edition__number", "registered_at", "pk")


def _earlier(row: Registration, recipient: str) -> RegistrationQuerySet:
    """What the same human registered before, with the same mail address."""
    standing = Merge.objects.standing()
    kept = standing.filter(merged=row.person_id).values("kept")
    same = Q(person__in=kept) | Q(person__in=standing.filter(kept__in=kept).values("merged"))
    return _of_address(recipient).filter(same, edition=row.edition_id, pk__lt=row.pk)


def _faces(rows: Sequence[Registration]) -> list[Face]:
    """The tickets that a door admits, in the order of the registrations."""
    held = Ticket.objects.valid().filter(registration__in=rows)
    joined = held.select_related("edition", "key", "person", "registration__person")
    place = {row.pk: number for number, row in enumerate(rows)}
    ordered = sorted(joined, key=lambda one: (place[one.registration_id or 0], one.pk))
    return ticket_faces.of(ordered[0].edition, ordered) if ordered else []


def _attachments(faces: Sequence[Face], language: str) -> list[Attachment]:
    if not faces:
        return []
    content = partial(ticket_prints.pdf, [face.ticket for face in faces], language)
    return [Attachment(ticket_prints.NAME, ticket_prints.MEDIA_TYPE, content)]


def _opens(row: Registration, language: str) -> Link:
    return Link(_("Open the ticket"), links.whole_address(row, language), is_secret=True)


def _link(row: Registration, language: str) -> Link:
    return Link(wording.line(row), links.whole_address(row, language), is_secret=True)
