"""Correcting what is known: of oneself, and of those who came along."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from expo import tasks
from expo.errors import DomainError
from visitors import corrections, limits
from visitors.corrections import Corrected
from visitors.models import Registration
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts import companions
from visitors.pages.ticket_acts.details_form import DetailsForm


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def details(request: HttpRequest, holder: Holder) -> HttpResponse:
    return _page(request, holder, holder.registration, "ticket_details")


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def companion(request: HttpRequest, holder: Holder, companion: UUID) -> HttpResponse:
    """The same for somebody whom the holder registered along. 404 for anybody else."""
    theirs = companions.of(holder, companion)
    return _page(request, holder, theirs, "ticket_companion", companion)


def _page(
    request: HttpRequest, holder: Holder, whose: Registration, name: str, *more: UUID
) -> HttpResponse:
    form = DetailsForm(whose, request.POST.dict()) if request.method == "POST" else None
    if form and form.is_valid() and (corrected := _corrected(form)) is not None:
        messages.success(request, _told(corrected))
        return redirect(name, holder.token, *more)
    if form:
        form.renew()
    context = {
        "form": form or DetailsForm(whose),
        "whose": whose,
        "companions": companions.every(holder),
    }
    return render_ticket(request, holder, "ticket/details.html", context)


def _corrected(form: DetailsForm) -> Corrected | None:
    """None when it is refused, which the form then says."""
    if _is_too_often(form):
        form.add_error("email", _("So many mails go to this address now. Try again in an hour."))
        return None
    try:
        corrected = corrections.correct(form.registration, form.correction())
    except DomainError as error:
        form.refuse(error)
        return None
    transaction.on_commit(tasks.hurry_mails)
    return corrected


def _is_too_often(form: DetailsForm) -> bool:
    """A new address gets a mail: nobody fills the mailbox of others by changing his own."""
    address = form.correction().wanted.get("email", "")
    return bool(address) and limits.seconds_until(address.lower(), limits.MAILBOX) > 0


def _told(corrected: Corrected) -> str:
    if not corrected.fields:
        return _("Nothing was different, so nothing was changed.")
    if corrected.left:
        return _("Stored. Both mail addresses are told, and the old one is erased.")
    return _("Stored.")
