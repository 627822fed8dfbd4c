"""Walk-ins: registered at the desk, with as much of a name as they like to give."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from expo.models import Edition
from visitors import consents, tickets
from visitors.classes import TicketClass
from visitors.models import ConsentText, Person, Registration, RegistrationSource
from visitors.registrations import details as personal_details
from visitors.registrations.details import Details
from visitors.registrations.refusals import ConsentMissing, RegisteredDifferently
from visitors.tickets import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn:
    """One registration to make. `uuid` is the form's own, so that it may be sent twice; `consent`
    the notice that was agreed to. Days count show days from 0; without a last one to the end."""

    uuid: UUID = field(default_factory=uuid4)
    details: Details = field(default_factory=Details)
    ticket_class: TicketClass = TicketClass.VISITOR
    language: str = "ko"
    first_day: int = 0
    last_day: int | None = None
    heads: int = 1
    consent: ConsentText | None = None
    source: RegistrationSource = RegistrationSource.ON_SITE


def register_on_site(edition: Edition, walk_in: WalkIn, *, at: datetime) -> Registration:
    """Register somebody who stands before the desk, with the ticket. Told twice it is one.

    Raises what `details.check` raises, ConsentMissing, RegisteredDifferently, NoSuchDay."""
    return register_together(edition, [walk_in], at=at)[0]


def register_together(
    edition: Edition, walk_ins: list[WalkIn], *, at: datetime
) -> list[Registration]:
    """Register all of them or nobody. A button pressed twice at once makes one of each."""
    try:
        return _register_all(edition, walk_ins, at)
    except IntegrityError:
        if not Registration.objects.filter(uuid__in=[one.uuid for one in walk_ins]).exists():
            raise
        return _register_all(edition, walk_ins, at)


@transaction.atomic
def _register_all(edition: Edition, walk_ins: list[WalkIn], at: datetime) -> list[Registration]:
    made = [_register(edition, walk_in, at) for walk_in in walk_ins]
    fresh = [(row, walk_in) for row, walk_in, is_new in made if is_new]
    orders = [Order.of(row, one.first_day, one.last_day) for row, one in fresh]
    tickets.issue_many(edition, orders, at=at)
    return [row for row, _walk_in, _is_new in made]


def _register(edition: Edition, walk_in: WalkIn, at: datetime) -> tuple[Registration, WalkIn, bool]:
    _check(walk_in)
    if before := Registration.objects.select_related("person").filter(uuid=walk_in.uuid).first():
        _check_same(edition, before, walk_in)
        return before, walk_in, False
    person = Person.objects.create(
        edition=edition, language=walk_in.language, **walk_in.details.to_fields()
    )
    row = Registration.objects.create(
        uuid=walk_in.uuid,
        edition=edition,
        person=person,
        ticket_class=walk_in.ticket_class,
        source=walk_in.source,
        heads=walk_in.heads,
        registered_at=at,
    )
    if walk_in.consent and walk_in.details.is_personal:
        consents.agree(row, walk_in.consent, at=at)
    return row, walk_in, True


def _check(walk_in: WalkIn) -> None:
    if walk_in.details.is_personal and walk_in.consent is None:
        raise ConsentMissing
    personal_details.check(walk_in.details)


def _check_same(edition: Edition, before: Registration, walk_in: WalkIn) -> None:
    told = walk_in.details.to_fields()
    known = {name: getattr(before.person, name) for name in told}
    if (before.edition_id, known, before.heads) != (edition.pk, told, walk_in.heads):
        raise RegisteredDifferently(registration=str(before.uuid))
