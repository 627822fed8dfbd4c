"""Which badges are printed, ordered once however often somebody presses, and called off again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Account, Edition
from visitors.badge_runs.failures import Failure
from visitors.models import BadgePaper, BadgeRun, Merge, Ticket

MOST = 5000
"""Badges of one run: what a printer's tray, and the memory of a worker, take at a time."""


class NothingToPrint(Refused):
    code = "nothing_to_print"
    message = _("There is no valid ticket among those chosen: nothing is printed.")


class TooManyBadges(Refused):
    code = "too_many_badges"
    message = _("These are too many badges for one run. Choose fewer, for example by class.")


@dataclass(frozen=True, slots=True)
class Choice:
    """Whose badges: of a class, of organisations whose name holds a text, of one registration such
    as a group's. What is empty leaves out nobody."""

    ticket_class: str = ""
    organisation: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to print, and why. The same `uuid` again is the same order."""

    paper: BadgePaper
    title: str = ""
    reason: str = ""
    by: Account | None = None
    uuid: UUID = field(default_factory=uuid4)


def chosen(edition: Edition, choice: Choice) -> QuerySet[Ticket]:
    """The edition's valid tickets of that choice, one for each human, in the order in which a desk
    lays badges out: by organisation, then by name."""
    tickets = Ticket.objects.of(edition).valid().exclude(_is_held_twice())
    if choice.ticket_class:
        tickets = tickets.filter(ticket_class=choice.ticket_class)
    if choice.organisation:
        tickets = tickets.filter(person__organisation__icontains=choice.organisation)
    if choice.number:
        tickets = tickets.filter(registration__number=choice.number)
    return tickets.order_by("person__organisation", "person__name", "pk")


def _is_held_twice() -> Exists:
    """Of somebody merged into a person who has a ticket himself."""
    kept = Ticket.objects.valid().filter(person=OuterRef("kept"))
    merged = Merge.objects.standing().filter(merged=OuterRef("person"))
    return Exists(merged.filter(Exists(kept)))


def order(edition: Edition, tickets: Iterable[int], wanted: Wanted) -> BadgeRun:
    """Have the badges of these tickets printed by a worker, in their order.

    Raises NothingToPrint and TooManyBadges."""
    numbers = list(dict.fromkeys(tickets))
    if not numbers:
        raise NothingToPrint
    if len(numbers) > MOST:
        raise TooManyBadges(badges=len(numbers), most=MOST)
    run, _made = BadgeRun.objects.get_or_create(
        uuid=wanted.uuid,
        defaults={
            "edition": edition,
            "title": wanted.title,
            "reason": wanted.reason,
            "paper": wanted.paper,
            "tickets": numbers,
            "ordered_at": timezone.now(),
            "ordered_by": wanted.by,
        },
    )
    return run


def begin_anew(tickets: Sequence[int]) -> None:
    """Have runs that may be drawing one of these tickets right now draw all of it once more: what
    was read before must not end in a file. Whoever draws waits for the caller's transaction."""
    BadgeRun.objects.due().filter(tickets__overlap=list(tickets)).update(begun_at=None)


def cancel(run: BadgeRun) -> BadgeRun:
    """Call the run off unless it is done; a worker that is at it stops at its next step."""
    BadgeRun.objects.due().filter(pk=run.pk).update(
        finished_at=timezone.now(), failure=Failure.CANCELLED
    )
    run.refresh_from_db()
    return run
