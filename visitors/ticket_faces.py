"""What one reads on a ticket, whether on a screen, on paper or in a mail."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo import show_days
from expo.models import Edition
from expo.show_days import Hours
from visitors import tickets
from visitors.badges import codes
from visitors.badges.wording import grouped
from visitors.models import Person, Ticket


@dataclass(frozen=True, slots=True)
class Face:
    """A ticket, its code, and the show days on which it admits."""

    ticket: Ticket
    code: str
    days: Sequence[Hours]

    @property
    def name(self) -> str:
        """Whose it is; a group's bears its leader. "" where nobody knows."""
        registration = self.ticket.registration
        person = self.ticket.person or (registration.person if registration else Person())
        return person.called

    @property
    def class_word(self) -> str:
        return self.ticket.get_ticket_class_display()

    @property
    def number(self) -> str:
        """The reservation number by threes, as it is read out."""
        held = self.ticket.registration
        return grouped(held.number) if held else ""

    @property
    def days_in_words(self) -> list[str]:
        return [in_words(hours) for hours in self.days]

    @property
    def path(self) -> str:
        """The dark modules of the QR, as an SVG has them."""
        return codes.path(self.code)


def of(edition: Edition, held: Sequence[Ticket]) -> list[Face]:
    """In the order of the tickets, all of this edition; by one query if the rows are joined."""
    days = show_days.opening_hours(edition)
    return [
        Face(ticket, code, days[ticket.first_day : ticket.last_day + 1])
        for ticket, code in zip(held, tickets.codes(held), strict=True)
    ]


def in_words(hours: Hours) -> str:
    """A day and its hours in the reader's language."""
    return _("%(day)s, %(opens)s–%(closes)s") % {
        "day": date_format(hours.opens, _("D, j F Y")),
        "opens": f"{hours.opens:%H:%M}",
        "closes": f"{hours.closes:%H:%M}",
    }
