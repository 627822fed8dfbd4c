"""Cards: what the desk knows of a registration and its badge, for one or for many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors import arrivals
from visitors.models import Merge, Person, Registration, Ticket


class CardState(TextChoices):
    VALID = "valid", _("Valid")
    REVOKED = "revoked", _("Revoked")
    CANCELLED = "cancelled", _("Cancelled")
    NO_TICKET = "no_ticket", _("Without a ticket")


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody with the ticket that is printed for him: the newest valid one, else the newest.

    A group's person is whoever leads it. A ticket that was issued without a registration stands
    alone, one that nobody knows anything of without a person. `merged_into` is the registration as
    whose person this one counts."""

    registration: Registration | None
    person: Person | None
    ticket: Ticket | None
    days: tuple[date, date] | None = None
    arrived_at: datetime | None = None
    merged_into: Registration | None = None

    @property
    def name(self) -> str:
        return self.person.called if self.person else ""

    @property
    def ticket_class(self) -> str:
        """The class as people read it."""
        held = self.ticket or self.registration
        return held.get_ticket_class_display() if held else ""

    @property
    def state(self) -> CardState:
        if self.registration and self.registration.cancelled_at:
            return CardState.CANCELLED
        if self.ticket is None:
            return CardState.NO_TICKET
        return CardState.REVOKED if self.ticket.revoked_at else CardState.VALID

    @property
    def heads(self) -> int:
        held = self.ticket or self.registration
        return held.heads if held else 1

    @property
    def is_printable(self) -> bool:
        """A badge is printed of any ticket that no door refuses."""
        return self.ticket is not None and self.ticket.revoked_at is None

    @property
    def is_valid(self) -> bool:
        return self.state is CardState.VALID


def of_people(edition: Edition, people: Sequence[Person]) -> list[Found]:
    """The cards of these people in their order, those of one person the newest first."""
    registrations = _registrations(edition, Q(person__in=people))
    held = list(_tickets(edition, Q(person__in=people) | Q(registration__in=registrations)))
    place = {person.pk: number for number, person in enumerate(people)}
    cards = _cards(registrations, held)
    cards.sort(key=lambda card: place.get(card.person.pk if card.person else 0, len(place)))
    return _complete(edition, cards)


def of_tickets(edition: Edition, tickets: Iterable[Ticket]) -> list[Found]:
    """One card for each ticket, showing that one and no newer."""
    cards = [Found(one.registration, _holder(one), one) for one in tickets]
    return _complete(edition, cards)


def of_ticket(ticket: Ticket) -> Found:
    return of_tickets(ticket.edition, [ticket])[0]


def of_registration(registration: Registration) -> Found:
    edition = registration.edition
    held = list(_tickets(edition, Q(registration=registration)))
    return _complete(edition, _cards([registration], held))[0]


def of_registrations(edition: Edition, registrations: Sequence[Registration]) -> list[Found]:
    held = list(_tickets(edition, Q(registration__in=registrations)))
    return _complete(edition, _cards(registrations, held))


def _registrations(edition: Edition, wanted: Q) -> list[Registration]:
    rows = Registration.objects.of(edition).filter(wanted)
    return list(rows.select_related("person", "edition").order_by("-registered_at", "-pk"))


def _tickets(edition: Edition, wanted: Q) -> Iterable[Ticket]:
    """Valid ones last, and the newest last of those: the last one said stands."""
    rows = Ticket.objects.of(edition).filter(wanted)
    joined = rows.select_related("person", "registration__person", "edition", "key")
    return sorted(joined, key=lambda one: (one.revoked_at is None, one.issued_at, one.pk))


def _cards(registrations: Iterable[Registration], held: Iterable[Ticket]) -> list[Found]:
    """A card for each registration, and for each ticket that has none."""
    held = list(held)
    printed = {one.registration_id: one for one in held if one.registration_id}
    cards = [Found(one, one.person, printed.get(one.pk)) for one in registrations]
    return cards + [Found(None, one.person, one) for one in held if one.registration_id is None]


def _holder(ticket: Ticket) -> Person | None:
    if ticket.person or ticket.registration is None:
        return ticket.person
    return ticket.registration.person


def _complete(edition: Edition, cards: list[Found]) -> list[Found]:
    """With its days, when each badge was handed out, and whom each person counts as: three queries
    for any number of cards."""
    show_days = list(edition.show_days.order_by("date").values_list("date", flat=True))
    handed_out = arrivals.last_arrivals(card.ticket.pk for card in cards if card.ticket)
    kept = _kept(edition, [card.person.pk for card in cards if card.person])
    return [
        replace(
            card,
            days=_days(show_days, card.ticket) if card.ticket else None,
            arrived_at=handed_out.get(card.ticket.pk) if card.ticket else None,
            merged_into=kept.get(card.person.pk) if card.person else None,
        )
        for card in cards
    ]


def _days(show_days: Sequence[date], ticket: Ticket) -> tuple[date, date] | None:
    """The first and the last day the ticket admits on, of those the edition still has."""
    admitted = show_days[ticket.first_day : ticket.last_day + 1]
    return (admitted[0], admitted[-1]) if admitted else None


def _kept(edition: Edition, people: list[int]) -> dict[int, Registration]:
    """The registration that each merged person counts as."""
    standing = Merge.objects.of(edition).standing().filter(merged__in=people)
    merges = dict(standing.values_list("merged", "kept"))
    rows = Registration.objects.of(edition).filter(person__in=merges.values())
    newest = {row.person_id: row for row in rows.select_related("person").order_by("pk")}
    return {merged: newest[kept] for merged, kept in merges.items() if kept in newest}
