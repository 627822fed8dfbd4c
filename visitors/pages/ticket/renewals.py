"""A link that others have is closed at once, and a new one goes to whose ticket it is."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expo import tasks
from visitors import registrations
from visitors.pages.ticket.guard import Holder, ticket_page


@require_POST
@ticket_page
def renewal(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Whoever presses sees no new link: it may be the wrong one who presses."""
    if not holder.person.email:
        messages.error(request, _("There is no mail address to send a new link to. Ask the desk."))
        return redirect("ticket", holder.token)
    registrations.close_links(holder.registration)
    transaction.on_commit(tasks.hurry_mails)
    return render(request, "ticket/renewed.html", {"edition": holder.edition})
