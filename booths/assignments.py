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


class StillGiven(Conflict):
    code = "still_given"
    message = _("This space has not been taken back.")


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


class OutsideShowDays(Refused):
    code = "outside_show_days"
    message = _("These are no show days of the edition, in order.")


@transaction.atomic
def assign(space: Space, participation: Participation, days: DateRange | None = None) -> Assignment:
    """Give the space away, for all show days when none are named.

    Raises SpaceTaken, NotAMainExhibitor, Withdrawn, OtherEdition, OutsideShowDays."""
    hold(space)
    holder = _eligible(participation, space)
    return _give(space, holder, _show_days(holder.edition, days))


@transaction.atomic
def move(assignment: Assignment, space: Space, *, at: datetime) -> Assignment:
    """Give the exhibitor another space for the same days and take this one back.

    Raises SpaceTaken, AssignmentReleased, Withdrawn, OtherEdition; then nothing has moved."""
    hold(assignment.space, space)
    released = _take_back(assignment, at)
    return _give(space, _eligible(released.participation, space), released.days)


@transaction.atomic
def swap(one: Assignment, other: Assignment, *, at: datetime) -> tuple[Assignment, Assignment]:
    """Let two exhibitors change places, each for the days it had; the rows of where they stand now.

    Raises SpaceTaken, AssignmentReleased, Withdrawn, OtherEdition; then nobody has moved."""
    hold(one.space, other.space)
    hold_participations(one.participation, other.participation)
    first, second = _take_back(one, at), _take_back(other, at)
    return (
        _give(other.space, _eligible(first.participation, other.space), first.days),
        _give(one.space, _eligible(second.participation, one.space), second.days),
    )


@transaction.atomic
def release(assignment: Assignment, *, at: datetime) -> Assignment:
    """Take the space back. The row stays. Raises AssignmentReleased."""
    hold(assignment.space)
    return _take_back(assignment, at)


@transaction.atomic
def give_again(assignment: Assignment) -> Assignment:
    """Give a space that was taken back to the same exhibitor for the same days, as a new row.

    Raises StillGiven, SpaceTaken, NotAMainExhibitor, Withdrawn."""
    hold(assignment.space)
    past = Assignment.objects.select_related("participation", "space").get(pk=assignment.pk)
    if past.released_at is None:
        raise StillGiven
    return _give(past.space, _eligible(past.participation, past.space), past.days)


def all_days(edition: Edition) -> DateRange:
    """From the first show day to the last. Raises NoShowDays."""
    first, last = show_days.first_and_last(edition)
    return DateRange(first, last + timedelta(days=1))


def _show_days(edition: Edition, days: DateRange | None) -> DateRange:
    """Those days, or all where none are named. Raises OutsideShowDays for any that is outside."""
    shown = all_days(edition)
    if days and not shown.lower <= days.lower < days.upper <= shown.upper:
        raise OutsideShowDays
    return days or shown


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


def hold(*spaces: Space) -> None:
    """One organiser at a time per space; several in one order, so that nobody waits in a ring."""
    wanted = Space.objects.select_for_update().filter(pk__in=[space.pk for space in spaces])
    list(wanted.order_by("pk").values_list("pk"))


def hold_participations(*participations: Participation) -> None:
    """The same for whoever is given several, after the spaces are held."""
    keys = [participation.pk for participation in participations]
    wanted = Participation.objects.select_for_update().filter(pk__in=keys)
    list(wanted.order_by("pk").values_list("pk"))


def _give(space: Space, participation: Participation, days: DateRange) -> Assignment:
    taken = Assignment.objects.standing().filter(space=space, days__overlap=days)
    if holder := taken.select_related("participation__exhibitor").first():
        raise _taken(space, str(holder.participation.exhibitor))
    return Assignment.objects.create(space=space, participation=participation, days=days)


def _taken(space: Space, exhibitor: str) -> SpaceTaken:
    sentence = _("%(space)s is already given to %(exhibitor)s for part of that time.")
    facts = {"space": space.code, "exhibitor": exhibitor}
    return SpaceTaken(str(sentence) % facts, **facts)


def _take_back(assignment: Assignment, at: datetime) -> Assignment:
    """The fresh row, released: the one in hand may be older than the lock."""
    fresh = Assignment.objects.select_related("participation", "space").get(pk=assignment.pk)
    if fresh.released_at is not None:
        raise AssignmentReleased
    fresh.released_at = at
    fresh.save(update_fields=["released_at"])
    return fresh
