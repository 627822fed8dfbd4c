"""A mail to many visitors: to whom it may go, each mail address once, and nobody else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, TextChoices
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from expo import mailings
from expo.errors import Refused
from expo.mailings import Draft
from expo.mails import Letter
from expo.models import Account, Edition, Mailing
from visitors import envelopes
from visitors.models import (
    Approval,
    Consent,
    ConsentKind,
    Presence,
    Registration,
    Reservation,
    ReservationState,
    Ticket,
)
from visitors.models.registration import RegistrationQuerySet

KIND, TEST = "visitor_mailing", "visitor_mailing_test"


class NobodyToTell(Refused):
    code = "nobody_to_tell"
    message = _("Nobody is chosen who may get this mail.")


class Purpose(TextChoices):
    """What the law asks first: whether the reader needs it, or had to agree to it."""

    SERVICE = "service", _("Notice about the visit: to all who are registered")
    MARKETING = "marketing", _("News: only to those who agreed to it")


class Arrival(TextChoices):
    ARRIVED = "arrived", _("Have been at the fair")
    NOT_YET = "not_yet", _("Have not come yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to write to; what is empty narrows nothing. `day` counts show days from 0, `session` is
    a row's key: who has a seat there."""

    purpose: Purpose
    ticket_class: str = ""
    day: int | None = None
    arrival: str = ""
    language: str = ""
    session: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who gets one mail: by which registration, and whose it is, by key."""

    registration: UUID
    person: int
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Audience:
    readers: list[Reader]

    @property
    def languages(self) -> dict[str, int]:
        """Language → how many prefer it."""
        spoken = [reader.language for reader in self.readers]
        return {language: spoken.count(language) for language in sorted(set(spoken))}


def audience(edition: Edition, wanted: Wanted) -> Audience:
    """In the order of registration. Whoever was registered along without a mail address is told
    through who registered him; news goes to nobody but those who agreed themselves."""
    rows = _narrowed(_registered(edition), wanted)
    is_news = wanted.purpose is Purpose.MARKETING
    found = _agreed(edition, rows) if is_news else _readers(rows)
    spoken = [one for one in found if wanted.language in {"", one.language}]
    return Audience(list(_once(spoken)))


def send(uuid: UUID, edition: Edition, draft: Draft, wanted: Wanted, *, by: Account) -> Mailing:
    """Queue it for everybody who may get it now. The same uuid again sends nothing more.

    Raises NobodyToTell."""
    told = audience(edition, wanted)
    if not told.readers:
        raise NobodyToTell

    def letters(mailing: Mailing) -> Iterator[Letter]:
        return (_letter(mailing, draft, reader, wanted.purpose) for reader in told.readers)

    return mailings.send(uuid, edition, draft, letters, by=by)


def _letter(mailing: Mailing, draft: Draft, reader: Reader, purpose: Purpose) -> Letter:
    return Letter(
        kind=KIND,
        recipient=reader.address,
        language=draft.language_for(reader.language),
        edition=mailing.edition,
        mailing=mailing,
        about=envelopes.about(reader.person),
        facts={"registration": str(reader.registration), "purpose": purpose.value},
        key=f"mailing:{mailing.uuid}:{reader.person}",
    )


def _registered(edition: Edition) -> RegistrationQuerySet:
    """Whoever is expected: not cancelled, and neither refused nor still waiting for approval."""
    rows = Registration.objects.of(edition).standing().filter(person__erased_at=None)
    return rows.exclude(approval__in=[Approval.WAITING, Approval.REFUSED])


def _narrowed(rows: RegistrationQuerySet, wanted: Wanted) -> RegistrationQuerySet:
    conditions = Q()
    if wanted.ticket_class:
        conditions &= Q(ticket_class=wanted.ticket_class)
    if wanted.source:
        conditions &= Q(source=wanted.source)
    if wanted.day is not None:
        conditions &= Q(Exists(_tickets(first_day__lte=wanted.day, last_day__gte=wanted.day)))
    if wanted.session is not None:
        conditions &= Q(Exists(_seats(wanted.session)))
    if wanted.arrival:
        has_come = Q(Exists(_arrivals()))
        conditions &= has_come if wanted.arrival == Arrival.ARRIVED else ~has_come
    return rows.filter(conditions)


def _tickets(**days: int) -> QuerySet[Ticket]:
    return Ticket.objects.valid().filter(registration=OuterRef("pk"), **days)


def _seats(session: int) -> QuerySet[Reservation]:
    seats = Reservation.objects.filter(session=session, state=ReservationState.SEAT)
    return seats.filter(ticket__registration=OuterRef("pk"))


def _arrivals() -> QuerySet[Presence]:
    at_the_fair = Presence.objects.filter(area__kind="fair").exclude(direction="")
    return at_the_fair.filter(ticket__registration=OuterRef("pk"))


def _readers(rows: RegistrationQuerySet) -> Iterator[Reader]:
    names = ("uuid", "person_id", "person__email", "person__language")
    leaders = tuple(f"led_by__{name}" for name in names)
    for told in rows.order_by("registered_at", "pk").values_list(*names, *leaders):
        uuid, person, address, language = told[:4] if told[2] else told[4:]
        if address:
            yield Reader(uuid, person, address, language)


def _agreed(edition: Edition, rows: RegistrationQuerySet) -> Iterator[Reader]:
    """Those whose consent stands, unless the same mail address has withdrawn another one since."""
    theirs = Consent.objects.filter(edition=edition, text__kind=ConsentKind.MARKETING)
    theirs = theirs.annotate(mailbox=Lower("registration__person__email")).order_by()
    given = dict(
        theirs.filter(withdrawn_at=None).values_list("registration__uuid").annotate(Max("given_at"))
    )
    ended = dict(
        theirs.exclude(withdrawn_at=None).values_list("mailbox").annotate(Max("withdrawn_at"))
    )
    for reader in _readers(rows.exclude(person__email="")):
        agreed, withdrawn = given.get(reader.registration), ended.get(reader.address.lower())
        if agreed and (withdrawn is None or withdrawn < agreed):
            yield reader


def _once(readers: Iterable[Reader]) -> Iterator[Reader]:
    """Each mail address once, however it is written."""
    seen: set[str] = set()
    for reader in readers:
        mailbox = reader.address.lower()
        if mailbox not in seen:
            seen.add(mailbox)
            yield reader
