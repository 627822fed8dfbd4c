"""Acts that change how scans count which are there already: who is whom, and of which class."""

from contextlib import suppress

from django.utils import timezone

from tests.torture.ledgers import Told, What
from tests.torture.wills import Will
from visitors import adjustments, merges
from visitors.classes import TicketClass
from visitors.models import (
    Adjustment,
    Merge,
    Person,
    Registration,
    RegistrationSource,
    Ticket,
)


def merge(will: Will) -> Told:
    """Two people turn out to be one; that some pairs cannot be is none of the count's business."""
    merged, kept = (Person.objects.get(pk=will.pick(will.people)) for _ in range(2))
    with suppress(merges.AlreadyMerged, merges.SamePerson):
        return {What.MERGES: [str(merges.merge(merged, kept, at=timezone.now()).pk)]}
    return {}


def part(will: Will) -> Told:
    """A merge is undone."""
    standing = list(Merge.objects.standing().filter(edition=will.edition).order_by("pk"))
    if not standing:
        return {}
    return {What.PARTED: [str(merges.undo(will.pick(standing), at=timezone.now()).pk)]}


def name(will: Will) -> Told:
    """The leader of a nameless group becomes known, or is struck out again."""
    group = Ticket.objects.filter(pk=will.pick(will.groups).pk)
    is_nameless = group.get().person_id is None
    group.update(person=will.pick(will.people) if is_nameless else None)
    return {What.NAMED: [str(group.get().pk)]}


def register(will: Will) -> Told:
    """Somebody registers, or once more and in another way."""
    Registration.objects.create(
        edition=will.edition,
        person_id=will.pick(will.people),
        source=will.pick(RegistrationSource.values),
        registered_at=timezone.now(),
    )
    return {}


def cancel(will: Will) -> Told:
    """A registration is cancelled, or it was not meant."""
    rows = list(Registration.objects.of(will.edition).order_by("pk"))
    if rows:
        row = will.pick(rows)
        cancelled_at = None if row.cancelled_at else timezone.now()
        Registration.objects.filter(pk=row.pk).update(cancelled_at=cancelled_at)
    return {}


def adjust(will: Will) -> Told:
    """A badge turns out to be of another class."""
    kind = will.pick(list(TicketClass))
    with suppress(adjustments.AlreadyAdjusted, adjustments.SameClass):
        made = adjustments.adjust(will.ticket(), kind, reason="a mistake", at=timezone.now())
        return {What.ADJUSTMENTS: [str(made.pk)]}
    return {}


def readjust(will: Will) -> Told:
    """It was of its own class after all."""
    standing = list(Adjustment.objects.standing().filter(edition=will.edition).order_by("pk"))
    if not standing:
        return {}
    found = adjustments.undo(will.pick(standing), at=timezone.now())
    return {What.READJUSTED: [str(found.pk)]}
