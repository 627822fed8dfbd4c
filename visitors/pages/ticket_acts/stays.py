"""On which days somebody comes, and how many heads a group has."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from expo import tasks
from expo.errors import DomainError
from visitors import replacements
from visitors.models import Ticket
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts.stay_form import TicketStayForm


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def stay(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Other days are another code, which the page says before anybody asks for it."""
    ticket = replacements.code_of(holder.registration)
    if ticket is None:
        return render_ticket(request, holder, "ticket/no_code.html")
    form = TicketStayForm(holder, ticket, request.POST if request.method == "POST" else None)
    changed = _changed(form, holder) if form.is_valid() else None
    if changed is None:
        return render_ticket(request, holder, "ticket/stay.html", {"form": form})
    messages.success(request, _told(changed))
    return redirect("ticket", holder.token)


def _changed(form: TicketStayForm, holder: Holder) -> list[Ticket] | None:
    """The new tickets; None when it is refused, which the form then says."""
    said = form.cleaned_data
    try:
        changed = replacements.change(
            [holder.registration, *form.chosen()],
            days=said["days"],
            heads=said.get("heads"),
            at=holder.at,
        )
    except DomainError as error:
        form.add_error(None, str(error.message))
        return None
    transaction.on_commit(tasks.hurry_mails)
    return changed


def _told(changed: list[Ticket]) -> str:
    if not changed:
        return _("Nothing was different, so the ticket stays as it is.")
    return _("Changed. The ticket has a new code, which also comes by mail; the old one is void.")
