"""Staff passes: tickets of class exhibitor that a participation gives its staff, within its quota.

Booths count the passes, visitors know the tickets and whose they are. Whoever reads names asks
`of`, and nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths.models import Participation, ParticipationRole, StaffPass
from expo import mails
from expo.errors import Conflict, Refused
from expo.models import Account
from visitors import badge_runs, envelopes, registrations, tickets
from visitors.classes import TicketClass
from visitors.models import BadgePaper, ConsentText, Registration, RegistrationSource, Ticket
from visitors.registrations import Details, Found, WalkIn


class PassQuotaReached(Conflict):
    code = "pass_quota_reached"
    message = _(
        "All passes of your quota are given out. Hand one back, or ask the organisers for more."
    )


class NoOwnStaff(Refused):
    code = "no_own_staff"
    message = _("A represented company has no staff of its own at the fair.")


class NameMissing(Refused):
    code = "name_missing"
    message = _("A pass bears a name.")


class PassHandedBack(Conflict):
    code = "pass_handed_back"
    message = _("This pass has been handed back.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A pass to issue. `uuid` is the form's own, so that it may be sent twice. Days count show
    days from 0; without a last one to the end."""

    name: str
    name_en: str = ""
    email: str = ""
    consent: ConsentText | None
    uuid: UUID = field(default_factory=uuid4)
    language: str = "ko"
    first_day: int = 0
    last_day: int | None = None


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass and whose it is. Its ticket is the newest: the desk replaces a code that was lost."""

    row: StaffPass
    found: Found

    @property
    def is_standing(self) -> bool:
        return self.row.ended_at is None


@transaction.atomic
def issue(participation: Participation, wanted: Wanted, *, by: Account, at: datetime) -> StaffPass:
    """Give somebody a pass, and mail it where there is an address. Two who issue the last one at
    once issue one.

    Raises PassQuotaReached, NoOwnStaff, NameMissing, and what registering raises."""
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    if before := _issued(fresh, wanted.uuid):
        return before
    if fresh.role == ParticipationRole.REPRESENTED:
        raise NoOwnStaff
    if not wanted.name:
        raise NameMissing(field="name")
    if fresh.staff_passes.standing().count() >= fresh.pass_quota:
        raise PassQuotaReached(quota=fresh.pass_quota)
    registration = registrations.register_on_site(
        fresh.edition, _walk_in(participation, wanted), at=at
    )
    ticket = registration.tickets.get()
    if wanted.email:
        mails.queue(envelopes.to(registration, "ticket", key=f"ticket:{registration.uuid}"))
    return StaffPass.objects.create(
        participation=fresh, ticket=ticket.pk, issued_at=at, issued_by=by
    )


@transaction.atomic
def end(row: StaffPass, *, at: datetime) -> StaffPass:
    """Take the pass back: no door admits it any more, and the quota has room again. Again is no
    error."""
    Participation.objects.select_for_update().get(pk=row.participation_id)
    row.refresh_from_db()
    if row.ended_at is not None:
        return row
    registration = _registration(row)
    for ticket in registration.tickets.valid().select_for_update(of=["self"]):
        tickets.revoke(ticket, at=at)
    registrations.cancel(registration, at=at)
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    return row


def of(participation: Participation) -> list[Pass]:
    """All that were issued, in order, with the names; from a constant number of queries."""
    rows = list(StaffPass.objects.filter(participation=participation).order_by("issued_at", "pk"))
    by_ticket = _registrations(row.ticket for row in rows)
    wanted = [by_ticket[row.ticket] for row in rows]
    cards = registrations.of_registrations(participation.edition, wanted)
    found = {card.registration.pk: card for card in cards if card.registration}
    return [Pass(row, found[by_ticket[row.ticket].pk]) for row in rows]


def badge(row: StaffPass) -> bytes:
    """The badge as a PDF of one page. Raises PassHandedBack, and as `badge_runs.one` does."""
    if row.ended_at is not None:
        raise PassHandedBack
    ticket = registrations.of_registration(_registration(row)).ticket
    if ticket is None:
        raise PassHandedBack
    return badge_runs.one(ticket, BadgePaper.A6)


def holders(rows: Iterable[StaffPass]) -> set[int]:
    """The keys of the people whose passes they are."""
    return {one.person_id for one in _registrations(row.ticket for row in rows).values()}


def _issued(participation: Participation, uuid: UUID) -> StaffPass | None:
    """The pass that this form made before."""
    held = Ticket.objects.filter(registration__uuid=uuid).values("pk")
    return participation.staff_passes.filter(ticket__in=held).first()


def _walk_in(participation: Participation, wanted: Wanted) -> WalkIn:
    details = Details(
        name=wanted.name,
        name_en=wanted.name_en,
        email=wanted.email,
        organisation=participation.exhibitor.name_ko,
    )
    return WalkIn(
        uuid=wanted.uuid,
        details=details,
        ticket_class=TicketClass.EXHIBITOR,
        source=RegistrationSource.INVITED,
        language=wanted.language,
        first_day=wanted.first_day,
        last_day=wanted.last_day,
        consent=wanted.consent,
    )


def _registration(row: StaffPass) -> Registration:
    return _registrations([row.ticket])[row.ticket]


def _registrations(numbers: Iterable[int]) -> dict[int, Registration]:
    """By the number of the ticket that was issued first."""
    rows = Ticket.objects.filter(pk__in=list(numbers), registration__isnull=False)
    joined = rows.select_related("registration__person", "registration__edition")
    return {row.pk: row.registration for row in joined if row.registration}
