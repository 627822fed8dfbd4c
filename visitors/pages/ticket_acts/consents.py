"""What somebody agreed to: with the notice as he read it, to withdraw or to give later."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from visitors import consents as subject
from visitors import withdrawals
from visitors.models import Consent
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts.later_form import LaterForm
from visitors.withdrawals import ErasesAll


@require_http_methods(["GET", "HEAD", "POST"])
@ticket_page
def consents(request: HttpRequest, holder: Holder) -> HttpResponse:
    """All that were given; and those that were not, each unticked with its notice."""
    given = subject.given(holder.registration)
    standing = [each for each in given if each.withdrawn_at is None]
    form = LaterForm(holder.edition, standing, request.POST if request.method == "POST" else None)
    if form.is_valid():
        for text in form.agreed:
            subject.agree_once(holder.registration, text, at=holder.at)
        messages.success(request, _("Thank you. You can withdraw it here at any time."))
        return redirect("ticket_consents", holder.token)
    context = {
        "standing": standing,
        "withdrawn": [each for each in given if each.withdrawn_at is not None],
        "form": form,
    }
    return render_ticket(request, holder, "ticket/consents.html", context)


@require_POST
@ticket_page
def withdrawal(request: HttpRequest, holder: Holder, consent: int) -> HttpResponse:
    """One press. What rested on it alone is destroyed at once."""
    row = get_object_or_404(Consent, pk=consent, registration=holder.registration)
    try:
        destroyed = withdrawals.withdraw(row, at=holder.at)
    except ErasesAll:
        return redirect("ticket_erasure", holder.token)
    messages.success(request, _withdrawn(row, is_destroyed=bool(destroyed)))
    return redirect("ticket_consents", holder.token)


def _withdrawn(consent: Consent, *, is_destroyed: bool) -> str:
    words = {"kind": consent.text.get_kind_display()}
    if is_destroyed:
        return _("Withdrawn: %(kind)s. What you told under it is erased.") % words
    return _("Withdrawn: %(kind)s.") % words
