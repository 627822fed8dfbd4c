"""How exhibitors take part: as a main, on a main's space, or only represented."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths.models import Assignment, Exhibitor, Participation, ParticipationRole
from expo.errors import Conflict, Refused


class AlreadyTakesPart(Conflict):
    code = "already_takes_part"
    message = _("This exhibitor already takes part.")


class MainMissing(Refused):
    code = "main_missing"
    message = _("A co-exhibitor or represented company names the main exhibitor it stands with.")


class NotAMain(Refused):
    code = "not_a_main"
    message = _("The exhibitor named as main does not take part as one in this edition.")


class StandsAlone(Refused):
    code = "stands_alone"
    message = _("A main exhibitor stands with no other one.")


class StillNeeded(Conflict):
    code = "still_needed"
    message = _("The exhibitor still holds spaces, or others stand with it.")


@transaction.atomic
def enter_main(exhibitor: Exhibitor) -> Participation:
    """Raises AlreadyTakesPart."""
    return _enter(exhibitor, ParticipationRole.MAIN, None)


@transaction.atomic
def enter_co(exhibitor: Exhibitor, main: Participation | None) -> Participation:
    """With its own staff on the space of `main`. Raises MainMissing, NotAMain, AlreadyTakesPart."""
    return _enter(exhibitor, ParticipationRole.CO, _locked_main(exhibitor, main))


@transaction.atomic
def enter_represented(exhibitor: Exhibitor, main: Participation | None) -> Participation:
    """Listed beside `main`, never counted. Raises MainMissing, NotAMain, AlreadyTakesPart."""
    return _enter(exhibitor, ParticipationRole.REPRESENTED, _locked_main(exhibitor, main))


def enter(
    exhibitor: Exhibitor, role: ParticipationRole, main: Participation | None = None
) -> Participation:
    """In that role. Raises MainMissing, NotAMain, AlreadyTakesPart, StandsAlone."""
    match role:
        case ParticipationRole.MAIN if main:
            raise StandsAlone
        case ParticipationRole.MAIN:
            return enter_main(exhibitor)
        case ParticipationRole.CO:
            return enter_co(exhibitor, main)
        case ParticipationRole.REPRESENTED:
            return enter_represented(exhibitor, main)


@transaction.atomic
def stand_with(participation: Participation, main: Participation) -> Participation:
    """Let a co-exhibitor or represented company stand with another main from now on.

    Raises NotAMain, StandsAlone."""
    fresh_main = _locked_main(participation.exhibitor, main)
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    if fresh.role == ParticipationRole.MAIN:
        raise StandsAlone
    fresh.main = fresh_main
    fresh.save(update_fields=["main"])
    return fresh


@transaction.atomic
def withdraw(participation: Participation, *, at: datetime) -> Participation:
    """Take the exhibitor out; again is no error.

    Raises StillNeeded while it holds spaces or others stand with it."""
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    if fresh.withdrawn_at is not None:
        return fresh
    spaces = Assignment.objects.standing().filter(participation=fresh).count()
    guests = fresh.guests.filter(withdrawn_at=None).count()
    if spaces or guests:
        raise StillNeeded(spaces=spaces, guests=guests)
    fresh.withdrawn_at = at
    fresh.save(update_fields=["withdrawn_at"])
    return fresh


@transaction.atomic
def take_part_again(participation: Participation) -> Participation:
    """Let an exhibitor that had withdrawn take part as it did; again is no error.

    Raises AlreadyTakesPart where it does so in another way by now, NotAMain where its main has
    gone."""
    Exhibitor.objects.select_for_update().get(pk=participation.exhibitor_id)
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    if fresh.withdrawn_at is None:
        return fresh
    if fresh.exhibitor.participations.filter(withdrawn_at=None).exists():
        raise AlreadyTakesPart
    if fresh.main is not None:
        _locked_main(fresh.exhibitor, fresh.main)
    fresh.withdrawn_at = None
    fresh.save(update_fields=["withdrawn_at"])
    return fresh


@transaction.atomic
def set_pass_quota(participation: Participation, quota: int) -> Participation:
    """How many staff passes may stand at once. Those given out beyond it stay valid."""
    fresh = Participation.objects.select_for_update().get(pk=participation.pk)
    fresh.pass_quota = quota
    fresh.save(update_fields=["pass_quota"])
    return fresh


def _locked_main(exhibitor: Exhibitor, main: Participation | None) -> Participation:
    """The main as it is now, held so that it cannot withdraw meanwhile."""
    if main is None:
        raise MainMissing
    fresh = Participation.objects.select_for_update().get(pk=main.pk)
    stands = fresh.role == ParticipationRole.MAIN and fresh.withdrawn_at is None
    if not stands or fresh.edition_id != exhibitor.edition_id:
        raise NotAMain
    return fresh


def _enter(
    exhibitor: Exhibitor, role: ParticipationRole, main: Participation | None
) -> Participation:
    Exhibitor.objects.select_for_update().get(pk=exhibitor.pk)
    if exhibitor.participations.filter(withdrawn_at=None).exists():
        raise AlreadyTakesPart
    return Participation.objects.create(
        edition=exhibitor.edition, exhibitor=exhibitor, role=role, main=main
    )
