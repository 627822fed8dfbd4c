"""Everybody of the plan gets rows: person, registration, consents, ticket, and a seat if reserved.

A guest is found again by the id of the registration, which follows from edition, seed and number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction

from expo.models import Edition, Session
from visitors import tickets
from visitors.classes import TicketClass
from visitors.crowd import Fair, Guest, Plan, Seat, Source
from visitors.crowd.dice import dice_for
from visitors.models import (
    Approval,
    Consent,
    ConsentKind,
    Person,
    Registration,
    Reservation,
    ReservationState,
    Ticket,
)
from visitors.simulation import bulk, consents
from visitors.tickets import Order

WANTS_NEWS = 0.35
CHANGES_HIS_MIND = 0.05
PRINTED = timedelta(hours=12)  # before the first day opens

PERSON = (
    *("id", "edition", "name", "name_en", "email", "phone"),
    *("organisation", "job_title", "country", "language"),
)
REGISTRATION = (
    *("id", "uuid", "edition", "person", "ticket_class"),
    *("source", "heads", "registered_at", "cancelled_at"),
    *("link_number", "approval", "refusal"),
)
CONSENT = ("edition", "registration", "text", "given_at", "withdrawn_at")
KINDS = (ConsentKind.COLLECTION, ConsentKind.MARKETING)

Row = tuple[Any, ...]
Tickets = Mapping[int, Ticket]
"""guest's number → ticket"""


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A guest and the primary keys of his rows."""

    guest: Guest
    person: int
    registration: int


def namespace(edition: Edition, seed: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"expo:{edition.slug}/crowd/{seed}")


def registration_id(space: UUID, guest: int) -> UUID:
    return uuid5(space, f"guest/{guest}")


@transaction.atomic
def register(edition: Edition, fair: Fair, plan: Plan, seed: int) -> Tickets:
    """Make all rows that the guests need before the first of them comes."""
    signed_up = _sign_up(edition, plan.guests, namespace(edition, seed))
    _consents(edition, signed_up, seed)
    issued = _tickets(edition, fair, signed_up)
    _seats(edition, plan.seats, issued)
    return issued


def tickets_of(edition: Edition, guests: Iterable[Guest], seed: int) -> Tickets:
    """The tickets that `register` issued to these guests."""
    space = namespace(edition, seed)
    numbers = {registration_id(space, guest.number): guest.number for guest in guests}
    signed_up = Registration.objects.filter(uuid__in=numbers).values_list("pk", "uuid")
    guest_of = {pk: numbers[uuid] for pk, uuid in signed_up}
    issued: dict[int, Ticket] = {}
    for ticket in Ticket.objects.filter(registration__in=guest_of).prefetch_related("key"):
        ticket.edition = edition
        issued[guest_of[ticket.registration_id or 0]] = ticket
    return issued


def _sign_up(edition: Edition, guests: Sequence[Guest], space: UUID) -> list[SignedUp]:
    """A person and a registration for each."""
    people, registrations = (bulk.ids(table, len(guests)) for table in (Person, Registration))
    signed_up = [*map(SignedUp, guests, people, registrations)]
    bulk.copy(Person, PERSON, (_person(edition, one) for one in signed_up))
    bulk.copy(Registration, REGISTRATION, (_registration(edition, one, space) for one in signed_up))
    return signed_up


def _person(edition: Edition, one: SignedUp) -> Row:
    human = one.guest.human
    return (
        one.person,
        edition.pk,
        human.name,
        human.name_en,
        human.email,
        human.phone,
        human.organisation,
        "",
        human.country,
        human.language,
    )


def _registration(edition: Edition, one: SignedUp, space: UUID) -> Row:
    guest = one.guest
    return (
        one.registration,
        registration_id(space, guest.number),
        edition.pk,
        one.person,
        guest.ticket_class.value,
        guest.source.value,
        guest.heads,
        guest.registered_at,
        guest.cancelled_at,
        0,
        Approval.NOT_NEEDED.value,
        "",
    )


def _consents(edition: Edition, signed_up: Sequence[SignedUp], seed: int) -> None:
    """To the collection of data from everybody, to news from some, of whom few think again."""
    texts, dice = consents.texts(edition), dice_for(seed, "consents")

    def given() -> Iterator[Row]:
        for one in signed_up:
            language, at = one.guest.human.language, one.guest.registered_at
            to_collection, to_news = (texts[kind, language].pk for kind in KINDS)
            yield edition.pk, one.registration, to_collection, at, None
            if dice.random() < WANTS_NEWS:
                withdrawn = at + timedelta(days=1) if dice.random() < CHANGES_HIS_MIND else None
                yield edition.pk, one.registration, to_news, at, withdrawn

    bulk.copy(Consent, CONSENT, given())


def _tickets(edition: Edition, fair: Fair, signed_up: Iterable[SignedUp]) -> dict[int, Ticket]:
    """Those registered in advance get theirs the evening before, the others by the hour."""
    evening_before = fair.days[0].opens - PRINTED
    by_time = partial(_printed_at, evening_before=evening_before)
    issued: dict[int, Ticket] = {}
    for at, some in groupby(sorted(signed_up, key=by_time), key=by_time):
        together = list(some)
        made = tickets.issue_many(edition, [_order(one) for one in together], at=at)
        issued |= {one.guest.number: ticket for one, ticket in zip(together, made, strict=True)}
    return issued


def _printed_at(one: SignedUp, evening_before: datetime) -> datetime:
    if one.guest.source is not Source.ON_SITE:
        return evening_before
    return one.guest.registered_at.replace(minute=0, second=0, microsecond=0)


def _order(one: SignedUp) -> Order:
    guest, is_nameless = one.guest, one.guest.ticket_class is TicketClass.GROUP
    return Order(
        ticket_class=guest.ticket_class,
        person=None if is_nameless else one.person,
        registration=one.registration,
        first_day=guest.first_day,
        last_day=guest.last_day,
        heads=guest.heads,
    )


def _seats(edition: Edition, seats: Sequence[Seat], issued: Tickets) -> None:
    sessions = dict(Session.objects.filter(edition=edition).values_list("code", "pk"))
    Reservation.objects.bulk_create(
        Reservation(
            edition=edition,
            session_id=sessions[seat.session],
            ticket=issued[seat.guest],
            state=ReservationState.SEAT,
            heads=issued[seat.guest].heads,
            asked_at=seat.asked_at,
            seated_at=seat.asked_at,
        )
        for seat in seats
    )
