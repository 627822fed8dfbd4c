"""Who stands where: giving a space away, moving an exhibitor, taking a space back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from booths.models import Assignment, Participation, ParticipationRole, Space
from expo import show_days
from expo.errors import Conflict, Refused
from expo.models import Edition


class SpaceTaken(Conflict):
    code = "space_taken"
    message = _("This space is already given away for part of that time.")


class AssignmentReleased(Conflict):
    code = "assignment_released"
    message = _("This space has already been taken back.")


class NotAMainExhibitor(Refused):
    code = "not_a_main_exhibitor"
    message = _(
        "Only a main exhibitor is given a space: a co-exhibitor stands on its main's, "
        "a represented company on none."
    )


class Withdrawn(Refused):
    code = "participation_withdrawn"
    message = _("This exhibitor has withdrawn.")


class OtherEdition(Refused):
    code = "other_edition"
    message = _("Space and exhibitor belong to different editions.")


@transaction.atomic
def assign(space: Space, participation: Participation, days: DateRange | None = None) -> Assignment:
    """Give the space away, for all show days when none are named.

    Raises SpaceTaken, NotAMainExhibitor, Withdrawn, OtherEdition."""
    _lock(space)
    holder = _eligible(participation, space)
    return _give(space, holder, days or all_days(holder.edition))


@transaction.atomic
def move(assignment: Assignment, space: Space, *, at: datetime) -> Assignment:
    """Give the exhibitor another space for the same days and take this one back.

    Raises SpaceTaken, AssignmentReleased, Withdrawn, OtherEdition; then nothing has moved."""
    _lock(assignment.space, space)
    released = _take_back(assignment, at)
    return _give(space, _eligible(released.participation, space), released.days)


@transaction.atomic
def release(assignment: Assignment, *, at: datetime) -> Assignment:
    """Take the space back. The row stays. Raises AssignmentReleased."""
    _lock(assignment.space)
    return _take_back(assignment, at)


def all_days(edition: Edition) -> DateRange:
    """From the first show day to the last. Raises NoShowDays."""
    first, last = show_days.first_and_last(edition)
    return DateRange(first, last + timedelta(days=1))


def _eligible(participation: Participation, space: Space) -> Participation:
    """The participation as it is now, held so that it cannot withdraw meanwhile."""
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    if fresh.role != ParticipationRole.MAIN:
        raise NotAMainExhibitor(role=fresh.role)
    if fresh.withdrawn_at is not None:
        raise Withdrawn
    if space.edition_id != fresh.edition_id:
        raise OtherEdition
    return fresh


def _lock(*spaces: Space) -> None:
    """One organiser at a time per space; several in one order, so that nobody waits in a ring."""
    wanted = Space.objects.select_for_update().filter(pk__in=[space.pk for space in spaces])
    list(wanted.order_by("pk").values_list("pk"))


def _give(space: Space, participation: Participation, days: DateRange) -> Assignment:
    taken = Assignment.objects.standing().filter(space=space, days__overlap=days)
    if holder := taken.select_related("participation__exhibitor").first():
        raise SpaceTaken(space=space.code, exhibitor=str(holder.participation.exhibitor))
    return Assignment.objects.create(space=space, participation=participation, days=days)


def _take_back(assignment: Assignment, at: datetime) -> Assignment:
    """The fresh row, released: the one in hand may be older than the lock."""
    fresh = Assignment.objects.select_related("participation", "space").get(pk=assignment.pk)
    if fresh.released_at is not None:
        raise AssignmentReleased
    fresh.released_at = at
    fresh.save(update_fields=["released_at"])
    return fresh
