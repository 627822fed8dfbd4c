"""Tickets on paper: what stands on each sheet, and the file to print."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from visitors import sheets, ticket_faces
from visitors.badge_runs import FontsMissing
from visitors.badges import FontMissing
from visitors.classes import TicketClass
from visitors.models import Ticket
from visitors.sheets import Fact, Sheet
from visitors.ticket_faces import Face

MOST_DAYS = 6
"""A sheet has room for so many lines; of a longer fair it names the first and the last day."""
NAME, MEDIA_TYPE = "ticket.pdf", "application/pdf"


def pdf(held: Sequence[Ticket], language: str) -> bytes:
    """A sheet for each ticket, all of one edition and not revoked. Raises FontsMissing."""
    with translation.override(language):
        faces = ticket_faces.of(held[0].edition, held)
        try:
            return sheets.pdf([_sheet(face) for face in faces], settings.FONTS, language)
        except FontMissing as error:
            raise FontsMissing from error


def _sheet(face: Face) -> Sheet:
    return Sheet(
        code=face.code,
        ticket_class=TicketClass(face.ticket.ticket_class),
        class_word=face.class_word,
        edition=str(face.ticket.edition.name),
        name=face.name,
        facts=list(_facts(face)),
        notes_title=_("Before you set out"),
        notes=_notes(face),
    )


def _facts(face: Face) -> Iterator[Fact]:
    if face.days:
        yield Fact(_("When"), _shortened(face.days_in_words))
    if venue := str(face.ticket.edition.venue):
        yield Fact(_("Where"), [venue])
    if face.ticket.heads > 1:
        yield Fact(_("Heads"), [people(face.ticket.heads)])
    if face.number:
        yield Fact(_("Reservation number"), [face.number])


def _notes(face: Face) -> list[str]:
    every = [
        _("Hold the code before the scanner at the entrance, on this sheet or on your telephone."),
        _("The code admits whoever shows it first: publish no picture of it."),
        _("A sheet that got lost: have the code replaced on your ticket page or at the desk."),
        _("If a scanner cannot read it, the desk finds you by your reservation number."),
    ]
    if face.ticket.heads > 1:
        return [_("The group enters together, by this one code."), *every]
    return every


def _shortened(days: list[str]) -> list[str]:
    return days if len(days) <= MOST_DAYS else [days[0], "…", days[-1]]


def people(heads: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", heads) % {"count": heads}
