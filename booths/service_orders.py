"""What exhibitors order for their stand, or tell of it: until the deadline by themselves, later by
the organisers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from booths import deadlines
from booths.models import DeadlineKind, Participation, ServiceOrder
from expo.errors import Conflict, Refused
from expo.models import Account


class NotAsked(Refused):
    code = "not_asked"
    message = _("This is not asked of this exhibitor.")


class DeadlinePassed(Conflict):
    code = "deadline_passed"
    message = _(
        "The time for this has passed. Ask the organisers: they can still enter it for you."
    )


class OrderChanged(Conflict):
    code = "order_changed"
    message = _(
        "Somebody has changed this since you opened it. What you typed is kept below: look at what "
        "stands now, and send yours again if it is still right."
    )


def of(participation: Participation) -> dict[str, ServiceOrder]:
    """What it has told, by kind."""
    rows = ServiceOrder.objects.filter(participation=participation).select_related("told_by")
    return {row.kind: row for row in rows}


def is_closed(participation: Participation, kind: DeadlineKind, at: datetime) -> bool:
    closes = deadlines.closes_at(participation.edition, kind)
    return closes is not None and at > closes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody says of one kind: `details` as the kind's form says, `by` whom and when."""

    kind: DeadlineKind
    details: dict[str, Any]
    by: Account | None
    at: datetime


@transaction.atomic
def tell(participation: Participation, told: Told, *, seen: datetime | None) -> ServiceOrder:
    """Store what the exhibitor says. `seen` is when that was told which was on the screen.

    Raises NotAsked, DeadlinePassed, OrderChanged."""
    if is_closed(participation, told.kind, told.at):
        raise DeadlinePassed
    _lock(participation)
    standing = of(participation).get(told.kind)
    if standing and standing.told_at != seen and standing.details != told.details:
        raise OrderChanged
    return enter(participation, told)


@transaction.atomic
def enter(participation: Participation, told: Told) -> ServiceOrder:
    """Store it as organisers do, whatever the time. The same again changes nothing.

    Raises NotAsked."""
    _lock(participation)
    if not deadlines.is_asked(participation, told.kind):
        raise NotAsked
    standing = of(participation).get(told.kind)
    if standing and standing.details == told.details:
        return standing
    order, _made = ServiceOrder.objects.update_or_create(
        participation=participation,
        kind=told.kind,
        defaults={"details": told.details, "told_by": told.by, "told_at": told.at},
    )
    return order


def _lock(participation: Participation) -> None:
    """One word at a time about what an exhibitor orders."""
    Participation.objects.select_for_update().get(pk=participation.pk)
