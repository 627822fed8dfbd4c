"""What one takes along: the ticket to print, and the days of the fair for one's own calendar."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from expo import calendars
from visitors import ticket_prints
from visitors.pages.ticket import standing
from visitors.pages.ticket.guard import Holder, ticket_page


@require_safe
@ticket_page
def ticket_pdf(request: HttpRequest, holder: Holder) -> HttpResponse:
    """A sheet for each ticket that a door admits; the page itself says why there is none."""
    if not holder.tickets:
        return redirect("ticket", holder.token)
    return HttpResponse(
        ticket_prints.pdf(holder.tickets, get_language() or "ko"),
        content_type=ticket_prints.MEDIA_TYPE,
        headers={"Content-Disposition": f'inline; filename="{ticket_prints.NAME}"'},
    )


@require_safe
@ticket_page
def ticket_days(request: HttpRequest, holder: Holder) -> HttpResponse:
    """The days on which this ticket admits, without its link: calendars are shared."""
    days, own = list(holder.edition.show_days.order_by("date")), standing.own(holder)
    admits = days[own.first_day : own.last_day + 1] if own else days
    home = request.build_absolute_uri("/")
    return HttpResponse(
        calendars.days_written(holder.edition, admits, home, get_language() or "ko"),
        content_type=calendars.MEDIA_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{holder.edition.slug}.ics"'},
    )
