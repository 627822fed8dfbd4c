"""Breaches of personal data: their clock, and that none is closed before something was done."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expo.errors import Conflict, Refused
from expo.models import Incident
from expo.models.incident import TIME_TO_TELL

HOUR = timedelta(hours=1)


class NothingDone(Refused):
    code = "nothing_done"
    message = gettext_lazy("Write down what was done before you close the incident.")


class ClosedAlready(Conflict):
    code = "closed_already"
    message = gettext_lazy("This incident is closed.")


def due_at(incident: Incident) -> datetime:
    return incident.known_at + TIME_TO_TELL


def clock(incident: Incident, at: datetime) -> str:
    """What is left at that moment of the time to tell those concerned, in words."""
    if incident.closed_at:
        return _("closed")
    left = due_at(incident) - at
    hours = abs(int(left / HOUR))
    if left < timedelta():
        words = ngettext(
            "the 72 hours are over since %(hours)s hour",
            "the 72 hours are over since %(hours)s hours",
            hours,
        )
    elif not hours:
        words = _("less than an hour left of 72")
    else:
        words = ngettext("%(hours)s hour left of 72", "%(hours)s hours left of 72", hours)
    return words % {"hours": hours}


@transaction.atomic
def close(incident: Incident, at: datetime) -> Incident:
    """Raises ClosedAlready and NothingDone."""
    fresh = Incident.objects.select_for_update().get(pk=incident.pk)
    if fresh.closed_at is not None:
        raise ClosedAlready
    if not fresh.measures.strip():
        raise NothingDone(field="measures")
    fresh.closed_at = at
    fresh.save(update_fields=["closed_at"])
    return fresh
