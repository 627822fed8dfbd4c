"""Which booths do not run as they should: what open pages ask for every few seconds."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from booths.models import Operation, Outage, ServiceStatus
from booths.models.outage import ServiceStatusQuerySet
from expo.models import Edition

Troubles = dict[str, Outage]
"""Space code → the outage that decides its state; spaces that operate are not in it."""


def troubles(edition: Edition, at: datetime) -> Troubles:
    """What stops which booth at that moment, in the order of the codes; from one query.

    Of several outages over one booth the worst is told, of equally bad ones the longest."""
    running = _running(edition, at).select_related("outage", "space")
    found: Troubles = {}
    for status in running.order_by("space__code", "started_at"):
        known = found.get(status.space.code)
        if known is None or _is_worse(status.outage, known):
            found[status.space.code] = status.outage
    return found


def marks(edition: Edition, at: datetime) -> list[Any]:
    """Another list whenever there is something else to tell of them; from one query."""
    told = [f"outage__{field.name}" for field in Outage._meta.concrete_fields]
    return list(_running(edition, at).order_by("pk").values_list("pk", "space", *told))


def when(outage: Outage) -> str:
    """Since when, and until when as far as anybody can say; in the active zone and language."""
    return f"{since(outage)} · {until(outage)}"


def since(outage: Outage) -> str:
    words = _("Since about %(since)s") if outage.start_is_estimated else _("Since %(since)s")
    return words % {"since": _moment(outage.started_at)}


def until(outage: Outage) -> str:
    if outage.expected_until is None:
        return _("reopening not known yet")
    return _("expected back %(until)s") % {"until": _moment(outage.expected_until)}


def _running(edition: Edition, at: datetime) -> ServiceStatusQuerySet:
    return ServiceStatus.objects.running(at).filter(space__edition=edition)


def _is_worse(outage: Outage, known: Outage) -> bool:
    return outage.state == Operation.SUSPENDED and known.state != Operation.SUSPENDED


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("D, j F, H:i"))
