"""Registrations in advance: somebody alone, with company, or a group; the ticket comes at once,
or somebody has to approve first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from expo import mails
from expo.errors import Refused
from expo.models import Edition
from visitors import consents, envelopes, tickets
from visitors.classes import TicketClass
from visitors.models import Approval, ConsentKind, ConsentText, Person, Registration
from visitors.models import RegistrationSource as Source
from visitors.registrations import details as personal_details
from visitors.registrations import duplicates, offers
from visitors.registrations.details import Details
from visitors.registrations.refusals import ConsentMissing, RegisteredDifferently
from visitors.tickets import Order

MOST_HEADS = 999
MOST_COMPANIONS = 100


class Incomplete(Refused):
    """Facts: the `field` that is empty."""

    code = "incomplete"
    message = _("A registration needs a name and a mail address.")


class OptionalNotAgreed(Refused):
    code = "optional_not_agreed"
    message = _("Optional items are kept with the consent to them alone.")


class WrongHeads(Refused):
    """Facts: `most`."""

    code = "wrong_heads"
    message = _("A group has 2 to 999 people; everybody else comes as one.")


class NoCompanions(Refused):
    code = "no_companions"
    message = _(
        "Nobody can be registered along: a group is told by its heads, and whoever needs an "
        "approval registers alone."
    )


class TooManyCompanions(Refused):
    """Facts: `most`."""

    code = "too_many_companions"
    message = _("So many people cannot be registered at once.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody asks for. `uuid` is his own, so that he may ask twice.

    A group on one ticket is of the class group and has `heads`; whoever comes along by name is a
    companion, with a ticket of his own. Days count show days from 0; without a last one to the
    end. `agreed` are the notices that were agreed to, in the language in which they were read."""

    details: Details
    agreed: Sequence[ConsentText]
    uuid: UUID = field(default_factory=uuid4)
    ticket_class: TicketClass = TicketClass.VISITOR
    language: str = "ko"
    first_day: int = 0
    last_day: int | None = None
    heads: int = 1
    companions: Sequence[Details] = ()

    @property
    def people(self) -> list[Details]:
        """Who leads first."""
        return [self.details, *self.companions]


def register(edition: Edition, application: Application, *, at: datetime) -> Registration:
    """Register all of them or nobody, with tickets, or waiting for approval; a mail tells it.
    Asked twice, also at once, it is one. Whether registration is open is the door's to ask.

    Who has registered before under the same name and mail address is noted to be one human, and
    gets his ticket as everybody does: the answer tells nobody who is registered.

    Raises what `details.check` and `offers.find` raise, ConsentMissing, OptionalNotAgreed,
    Incomplete, WrongHeads, NoCompanions, TooManyCompanions, NoSuchDay, RegisteredDifferently."""
    _check(application)
    try:
        return _register(edition, application, at)
    except IntegrityError:
        if not Registration.objects.filter(uuid=application.uuid).exists():
            raise
        return _register(edition, application, at)


@transaction.atomic
def _register(edition: Edition, application: Application, at: datetime) -> Registration:
    if before := _made_before(edition, application):
        return before
    needs_approval = offers.find(edition, application.ticket_class, at).needs_approval
    if needs_approval and application.companions:
        raise NoCompanions
    duplicates.wait_for_others(edition, application.details)
    rows = _rows(edition, application, at, needs_approval=needs_approval)
    consents.agree_all(_consents(rows, application), at=at)
    if not needs_approval:
        days = application.first_day, application.last_day
        tickets.issue_many(edition, [Order.of(row, *days) for row in rows], at=at)
    duplicates.note(rows[0].person, at=at)
    _tell(rows[0])
    return rows[0]


def _check(application: Application) -> None:
    for each in application.people:
        personal_details.check(each)
    _check_complete(application)
    _check_consents(application)
    _check_company(application)


def _check_complete(application: Application) -> None:
    for name in ("name", "email"):
        if not getattr(application.details, name):
            raise Incomplete(field=name)
    if not all(each.name for each in application.companions):
        raise Incomplete(field="companions")


def _check_consents(application: Application) -> None:
    kinds = {text.kind for text in application.agreed}
    if ConsentKind.COLLECTION not in kinds:
        raise ConsentMissing
    has_items = any(each.has_optional_items for each in application.people)
    if has_items and ConsentKind.OPTIONAL not in kinds:
        raise OptionalNotAgreed


def _check_company(application: Application) -> None:
    is_group = application.ticket_class is TicketClass.GROUP
    fewest, most = (2, MOST_HEADS) if is_group else (1, 1)
    if not fewest <= application.heads <= most:
        raise WrongHeads(most=MOST_HEADS)
    if is_group and application.companions:
        raise NoCompanions
    if len(application.companions) > MOST_COMPANIONS:
        raise TooManyCompanions(most=MOST_COMPANIONS)


def _made_before(edition: Edition, application: Application) -> Registration | None:
    before = Registration.objects.select_related("person").filter(uuid=application.uuid).first()
    if before is None:
        return None
    known = (before.edition_id, before.ticket_class, before.heads, before.person.name)
    told = (edition.pk, application.ticket_class, application.heads, application.details.name)
    if known != told or before.person.email != application.details.email:
        raise RegisteredDifferently(registration=str(before.uuid))
    return before


def _rows(
    edition: Edition, application: Application, at: datetime, *, needs_approval: bool
) -> list[Registration]:
    """Who leads, and whoever comes along: in two statements each, however many they are."""
    people = Person.objects.bulk_create(
        Person(edition=edition, language=application.language, **each.to_fields())
        for each in application.people
    )
    first = Registration(
        uuid=application.uuid,
        edition=edition,
        person=people[0],
        ticket_class=application.ticket_class,
        source=Source.ADVANCE,
        heads=application.heads,
        registered_at=at,
        approval=Approval.WAITING if needs_approval else Approval.NOT_NEEDED,
    )
    first.save(force_insert=True)
    companions = Registration.objects.bulk_create(
        Registration(
            uuid=uuid5(application.uuid, str(number)),
            edition=edition,
            person=person,
            ticket_class=application.ticket_class,
            source=Source.ADVANCE,
            registered_at=at,
            led_by=first,
        )
        for number, person in enumerate(people[1:], 1)
    )
    return [first, *companions]


def _consents(
    rows: Sequence[Registration], application: Application
) -> list[tuple[Registration, ConsentText]]:
    """Who leads speaks for the others about what is collected, and about nothing else. A notice
    that is named twice is agreed to once."""
    agreed = list(dict.fromkeys(application.agreed))
    own = [(rows[0], text) for text in agreed]
    kinds = {ConsentKind.COLLECTION}
    if any(each.has_optional_items for each in application.companions):
        kinds.add(ConsentKind.OPTIONAL)
    shared = [text for text in agreed if text.kind in kinds]
    return own + [(row, text) for row in rows[1:] for text in shared]


def _tell(row: Registration) -> None:
    kind = "approval_waiting" if row.approval == Approval.WAITING else "ticket"
    mails.queue(envelopes.to(row, kind, key=f"{kind}:{row.uuid}"))
