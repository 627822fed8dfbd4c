"""One card: who it is, what happened, what is printed."""

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from expo.models import Edition
from visitors import arrivals, people, registrations
from visitors.models import BadgePaper, Ticket
from visitors.pages import lookups, passages
from visitors.pages.desks import desk_edition, desk_page
from visitors.pages.name_form import NameForm
from visitors.pages.passages import Passage
from visitors.registrations import Found


@require_safe
@desk_page()
@cache_control(private=True, no_store=True)
def registration(request: HttpRequest, uuid: UUID) -> HttpResponse:
    edition = desk_edition(request)
    row = lookups.registration(request, edition, uuid)
    return page(request, edition, registrations.of_registration(row))


@require_safe
@desk_page()
@cache_control(private=True, no_store=True)
def ticket(request: HttpRequest, ticket: str) -> HttpResponse:
    """The card of one ticket: of a revoked one, or of one without a registration."""
    edition = desk_edition(request)
    row = lookups.ticket(request, edition, ticket)
    return page(request, edition, registrations.of_ticket(row))


def page(
    request: HttpRequest, edition: Edition, found: Found, form: NameForm | None = None
) -> HttpResponse:
    held = _held(found)
    context: dict[str, Any] = {
        "edition": edition,
        "found": found,
        "scan": uuid4(),
        "form": form or NameForm.of(found),
        "tickets": held,
        "passages": [Passage(row) for row in arrivals.passages(one.pk for one in held)],
        "arrival": passages.told(edition, request.GET.get("arrival", "")),
        "is_new": "new" in request.GET,
        "papers": BadgePaper.choices,
        "is_undelivered": _is_undelivered(found),
    }
    with timezone.override(edition.tz):
        return render(request, "desk/card.html", context)


def _is_undelivered(found: Found) -> bool:
    return found.person is not None and people.refuses_mail(found.person)


def _held(found: Found) -> list[Ticket]:
    """Every ticket of the registration, the newest first; else the one there is."""
    if found.registration:
        return list(found.registration.tickets.order_by("-issued_at", "-pk"))
    return [found.ticket] if found.ticket else []
