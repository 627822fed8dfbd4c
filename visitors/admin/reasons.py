"""The reasons of the door's rules, in words for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from visitors.verdicts import Reason

TEXTS = {
    Reason.NOT_A_TICKET: _("Not a ticket"),
    Reason.UNKNOWN_KEY: _("Unknown key: the device was out of date"),
    Reason.FORGED: _("Forged"),
    Reason.OTHER_EDITION: _("Another edition's ticket"),
    Reason.REVOKED: _("Revoked"),
    Reason.WRONG_GATE: _("Not for this gate"),
    Reason.NOT_TODAY: _("Not for this day"),
    Reason.CLOSED: _("Outside the hours"),
    Reason.ALREADY_USED: _("Already inside"),
    Reason.FULL: _("Full"),
    Reason.RESERVED_ONLY: _("Without a reservation"),
}


def reason_text(reason: str) -> Any:
    """What a reason stored on a scan means; an unknown one as it was stored."""
    return TEXTS[Reason(reason)] if reason in set(Reason) else reason
