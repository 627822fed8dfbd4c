"""The end: the ticket at once, or that somebody has to approve first."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from visitors import links, ticket_faces
from visitors.badges.wording import grouped
from visitors.models import Approval, Registration, Ticket
from visitors.pages.registration import guard


@require_safe
def done(request: HttpRequest, draft: UUID) -> HttpResponseBase:
    """For an hour every address of the draft leads here; afterwards the mail's link does, and it
    alone once a newer link was asked for: others may have the address of the draft, too."""
    found = guard.alive(draft)
    if found is None or _is_closed(found.registration):
        return guard.private(guard.gone(request))
    registration = found.registration
    if registration is None:
        return guard.private(redirect("register_step", draft=draft, step="who"))
    with timezone.override(found.edition.tz):
        told = {"edition": found.edition, **_told(registration)}
        return guard.private(render(request, "registration/done.html", told))


def _is_closed(registration: Registration | None) -> bool:
    if registration is None:
        return False
    return registration.link_number > 0 or registration.person.erased_at is not None


def _told(registration: Registration) -> dict[str, Any]:
    """The same whoever has registered before: nobody learns that from here."""
    own = Ticket.objects.valid().filter(registration=registration).with_badges()
    return {
        "registration": registration,
        "number": grouped(registration.number),
        "faces": ticket_faces.of(registration.edition, list(own)),
        "company": registration.companions.count(),
        "is_waiting": registration.approval == Approval.WAITING,
        "ticket_address": links.address(registration),
    }
