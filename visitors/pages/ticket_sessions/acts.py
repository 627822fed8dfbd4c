"""Reserving a seat, giving one back, swapping one for another: by a press on the session's page."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from expo import tasks
from expo.errors import Conflict, DomainError
from expo.models import Session
from visitors import reservations
from visitors.models import Reservation, Ticket
from visitors.pages.ticket.guard import Holder, ticket_page
from visitors.pages.ticket_sessions import pages, wording

CONFLICT, REFUSED = 409, 422


@require_POST
@ticket_page
def reservation(request: HttpRequest, holder: Holder, code: str) -> HttpResponse:
    """A seat or a place in the line; with `instead` a seat for the place that is given up."""
    session, ticket = pages.named(holder, code), _ticket(request, holder)
    if instead := request.POST.get("instead", ""):
        given = get_object_or_404(Reservation, uuid=_uuid(instead), ticket=ticket)
        act = partial(reservations.swap, given, session, at=holder.at)
    else:
        act = partial(reservations.reserve, ticket, session, at=holder.at)
    return _acted(request, holder, ticket, session, act)


@require_POST
@ticket_page
def cancellation(request: HttpRequest, holder: Holder, code: str) -> HttpResponse:
    """Again is no error."""
    session, ticket = pages.named(holder, code), _ticket(request, holder)
    places = Reservation.objects.filter(session=session, ticket=ticket).order_by("-pk")
    mine = places.standing().first() or get_object_or_404(places[:1])
    act = partial(reservations.cancel, mine, at=holder.at)
    return _acted(request, holder, ticket, session, act)


def _acted(
    request: HttpRequest,
    holder: Holder,
    ticket: Ticket,
    session: Session,
    act: Callable[[], object],
) -> HttpResponse:
    """Do it, and say on the session's page what has come of it, or why nothing has."""
    try:
        act()
    except DomainError as refusal:
        status = CONFLICT if isinstance(refusal, Conflict) else REFUSED
        return pages.page(request, holder, session, refusal=str(refusal.message), status=status)
    transaction.on_commit(tasks.hurry_mails)
    messages.success(request, wording.told(pages.outlook(holder, ticket, session)))
    return redirect("ticket_session", holder.token, session.code)


def _ticket(request: HttpRequest, holder: Holder) -> Ticket:
    """The one that the press was for; the only one need not be named."""
    asked = request.POST.get("ticket", "")
    named = [ticket for ticket in holder.tickets if asked in ("", str(ticket))]
    if len(named) != 1:
        raise Http404
    return named[0]


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
