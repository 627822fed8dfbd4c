"""Not coming after all, and coming after all."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from expo import tasks
from visitors import cancellations, replacements
from visitors.models import Reservation
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts import companions
from visitors.pages.ticket_acts.companions import CompanionsForm


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def cancellation(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Asks once, and says what becomes of seats and ticket."""
    form = CompanionsForm(holder, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, holder, form)
    cancellations.cancel([holder.registration, *form.chosen()], at=holder.at)
    transaction.on_commit(tasks.hurry_mails)  # whoever moves up is told
    messages.success(request, _("Cancelled. Your seats are free for others."))
    return redirect("ticket_cancellation", holder.token)


@require_POST
@ticket_page
def restoration(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Together with those who came along and were cancelled, too."""
    away = companions.every(holder).exclude(cancelled_at=None)
    cancellations.restore([holder.registration, *away])
    messages.success(request, _("Your registration stands again. Seats have to be reserved anew."))
    return redirect("ticket", holder.token)


def _page(request: HttpRequest, holder: Holder, form: CompanionsForm) -> HttpResponse:
    own = Reservation.objects.standing().filter(ticket__registration=holder.registration)
    context = {
        "form": form,
        "code": replacements.code_of(holder.registration),
        "seats": list(own.select_related("session").order_by("session__starts_at", "pk")),
    }
    return render_ticket(request, holder, "ticket/cancellation.html", context)
