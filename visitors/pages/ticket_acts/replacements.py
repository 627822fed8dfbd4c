"""A code that was lost, or that somebody else has seen."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from expo import tasks
from expo.errors import DomainError
from visitors import replacements
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts.companions import WhoseForm


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def replacement(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Asks once whose code it is, and says what becomes of the old one."""
    if not holder.tickets:
        return render_ticket(request, holder, "ticket/no_code.html")
    form = WhoseForm(holder, request.POST if request.method == "POST" else None)
    if form.is_valid() and _replaced(form, holder):
        messages.success(
            request, _("Here is your new code. It also comes by mail; the old one is void.")
        )
        return redirect("ticket", holder.token)
    return render_ticket(request, holder, "ticket/replacement.html", {"form": form})


def _replaced(form: WhoseForm, holder: Holder) -> bool:
    """False when it is refused, which the form then says."""
    try:
        replacements.replace(form.chosen(), at=holder.at)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return False
    transaction.on_commit(tasks.hurry_mails)
    return True
