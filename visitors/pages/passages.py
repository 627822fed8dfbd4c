"""What happened to a ticket, as the desk tells it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from expo.models import Edition
from visitors.models import CheckIn, GatePurpose, Outcome
from visitors.verdicts import Reason

REFUSALS = {
    Reason.REVOKED: gettext_noop("The ticket has been revoked."),
    Reason.NOT_TODAY: gettext_noop("The ticket does not admit today."),
    Reason.WRONG_GATE: gettext_noop("This desk serves no tickets of this class."),
    Reason.CLOSED: gettext_noop("The desk is closed."),
}
OTHERWISE = gettext_noop("The ticket is not valid here.")


@dataclass(frozen=True, slots=True)
class Passage:
    """One scan of a ticket."""

    scan: CheckIn

    @property
    def is_desk(self) -> bool:
        return self.scan.gate.purpose == GatePurpose.DESK

    @property
    def is_refused(self) -> bool:
        return self.scan.outcome == Outcome.REFUSED

    @property
    def what(self) -> str:
        """In one or two words: what it was, or why it was not."""
        if self.scan.voids_id:
            return pgettext("scan", "Taken back")
        if self.is_refused:
            return _("Refused") + f": {self.reason}"
        if self.is_desk:
            return _("Badge handed out")
        return _("In") if self.scan.direction == "in" else _("Out")

    @property
    def reason(self) -> str:
        """Why it was refused, as a sentence."""
        told = [_(REFUSALS.get(Reason(self.scan.reason), OTHERWISE))]
        if days := (self.scan.remark or {}).get("days"):
            spelled = [date_format(date.fromisoformat(day), _("D, j F")) for day in days]
            told.append(_("It admits on: %(days)s.") % {"days": " – ".join(dict.fromkeys(spelled))})
        return " ".join(told)


def told(edition: Edition, scan: str) -> Passage | None:
    """The scan of the edition with this id, which may be any text."""
    try:
        known = CheckIn.objects.filter(edition=edition, pk=UUID(scan))
    except ValueError:
        return None
    row = known.select_related("gate").first()
    return Passage(row) if row else None
