"""The sessions in which this ticket has a seat, for a calendar that subscribes to them."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page, require_safe

from expo import calendars
from expo.models import Session
from visitors.models import Reservation
from visitors.pages.ticket.guard import Holder, ticket_page


@require_safe
@ticket_page
@conditional_page
def sessions(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Seats, not places in a line. A cancelled session stays, as cancelled; a seat that was given
    back leaves."""
    seats = Reservation.objects.seated().filter(ticket__in=holder.tickets)
    found = Session.objects.filter(pk__in=seats.values("session")).for_programme()

    def address(session: Session) -> str:
        return request.build_absolute_uri(reverse("session", args=[session.code]))

    written = calendars.written(holder.edition, found, address, str(get_language()))
    headers = {"Content-Disposition": f'attachment; filename="{holder.edition.slug}.ics"'}
    return HttpResponse(written, content_type=calendars.MEDIA_TYPE, headers=headers)
