"""The ticket page itself: what the door reads, large, and everything else folded below it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from expo import editions, programme, show_days
from expo.show_days import Hours
from visitors import people, ticket_faces
from visitors.badges.wording import grouped
from visitors.models import Reservation, Ticket
from visitors.models.reservation import ReservationQuerySet
from visitors.pages.ticket import cookies, standing
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket.standing import Standing
from visitors.ticket_faces import Face

NEXT = 3
"""Sessions to come that are not one's own."""


@require_safe
@ticket_page
def ticket(request: HttpRequest, holder: Holder) -> HttpResponse:
    """For whoever has the link; his browser finds the way back by itself for some weeks."""
    days = show_days.opening_hours(holder.edition)
    page = render_ticket(request, holder, "ticket/ticket.html", _page(holder, days))
    cookies.keep(page, holder.token)
    return page


def _page(holder: Holder, days: Sequence[Hours]) -> dict[str, Any]:
    stands = standing.of(holder, days)
    is_over = stands is Standing.OVER
    own = standing.own(holder) if stands is Standing.VALID else None
    faces = [] if is_over else _faces(holder, own)
    return {
        "standing": stands.value,
        "number": grouped(holder.registration.number),
        "today": editions.show_day(holder.edition, holder.at),
        "own": own,
        "faces": faces,
        "companions": faces[1:] if own else faces,
        "is_unreachable": people.refuses_mail(holder.person),
        "is_held": standing.own(holder) is not None,
        "replaced_at": standing.replaced_at(holder),
        "has_notices": not is_over and editions.public_now() == holder.edition,
        **({} if is_over else _programme(holder)),
    }


def _programme(holder: Holder) -> dict[str, Any]:
    """What is on, and what comes: his own sessions first, and not a second time below."""
    reservations = list(_reservations(holder))
    mine = {reservation.session_id for reservation in reservations}
    everything = programme.now_and_next(holder.edition, holder.at, most=NEXT + len(mine))
    return {
        "reservations": reservations,
        "running": [one for one in everything.running if one.pk not in mine],
        "upcoming": [one for one in everything.upcoming if one.pk not in mine][:NEXT],
    }


def _faces(holder: Holder, own: Ticket | None) -> list[Face]:
    """His own first, then those of everybody who comes along and has not cancelled."""
    mine = holder.registration.pk
    along = [one for one in holder.tickets if one.registration_id != mine and _comes(one)]
    return ticket_faces.of(holder.edition, [*([own] if own else []), *along])


def _comes(ticket: Ticket) -> bool:
    return ticket.registration is not None and ticket.registration.cancelled_at is None


def _reservations(holder: Holder) -> ReservationQuerySet:
    """Seats and waiting places in sessions that are not over, the next one first."""
    rows = Reservation.objects.standing().filter(ticket__in=holder.tickets)
    ahead = rows.filter(session__ends_at__gt=holder.at)
    joined = ahead.select_related("session__hall", "ticket__person")
    return joined.order_by("session__starts_at", "pk")
