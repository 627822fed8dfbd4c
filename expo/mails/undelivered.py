"""Mails that did not arrive though somebody waits for them."""

from django.db.models import Q

from expo.mails.faults import Fault, fault_of
from expo.models import Mail, MailState

NOBODY_WAITS = Q(error__startswith=Fault.NOT_NEEDED) | Q(error__startswith=Fault.CALLED_BACK)
DROPPED = Q(state=MailState.FAILED) & (NOBODY_WAITS | Q(erased_at__isnull=False))
GIVEN_UP = Q(state=MailState.FAILED, erased_at=None) & ~NOBODY_WAITS
"""Those about which somebody should do something."""


def undelivered(about: str, address: str) -> Mail | None:
    """The last mail about somebody to that address, if the mail server refuses it for good: then
    the address is to be corrected. None once another one has got through."""
    told = Mail.objects.filter(about=about, recipient__iexact=address)
    ended = told.exclude(state=MailState.WAITING).exclude(NOBODY_WAITS)
    last = ended.order_by("-made_at", "-pk").first()
    return last if last and fault_of(last) is Fault.REFUSED else None
