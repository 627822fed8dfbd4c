"""The classes that visitors register for by themselves, and on what terms."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors.classes import TicketClass
from visitors.models import RegistrationOffer
from visitors.models.classes import CLASSES
from visitors.registrations.openness import GRACE

LABELS = dict(CLASSES)


class NotOffered(Refused):
    """Facts: the `ticket_class`."""

    code = "class_not_offered"
    message = _("Nobody can register for this class by himself, or not any more.")


@dataclass(frozen=True, slots=True)
class Offer:
    """Without a `closes_at` of its own it ends with registration. `note` is in the reader's
    language."""

    ticket_class: TicketClass
    needs_approval: bool = False
    closes_at: datetime | None = None
    note: str = ""

    @property
    def label(self) -> str | Promise:
        return LABELS[self.ticket_class]

    def stands(self, at: datetime) -> bool:
        return self.closes_at is None or at < self.closes_at


ALWAYS = (Offer(TicketClass.VISITOR), Offer(TicketClass.GROUP))
"""What an edition offers that says nothing about it."""


def of(edition: Edition, at: datetime) -> list[Offer]:
    """What can be begun at that moment, in the order in which it was entered."""
    return [offer for offer in _all(edition) if offer.stands(at)]


def find(edition: Edition, ticket_class: TicketClass, at: datetime) -> Offer:
    """The terms of what was begun in time. Raises NotOffered."""
    for offer in _all(edition):
        if offer.ticket_class is ticket_class and offer.stands(at - GRACE):
            return offer
    raise NotOffered(ticket_class=ticket_class.value)


def _all(edition: Edition) -> list[Offer]:
    rows = RegistrationOffer.objects.filter(edition=edition).order_by("pk")
    return [_offer(row) for row in rows] or list(ALWAYS)


def _offer(row: RegistrationOffer) -> Offer:
    ticket_class = TicketClass(row.ticket_class)
    return Offer(ticket_class, row.needs_approval, row.closes_at, str(row.note))
