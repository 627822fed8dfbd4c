"""The monthly review of the access log: looked at, then signed with what was found."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from unfold.widgets import UnfoldAdminTextareaWidget

from expo import looks
from expo.admin.pages import address, framed, worker
from expo.dashboard.privacy import oddities
from expo.dashboard.privacy.guard import privacy_page
from expo.errors import Refused
from expo.looks import reviews
from expo.models import Edition, LookAct, LookReview, SubjectKind

ACTS = (LookAct.VIEW, LookAct.SEARCH, LookAct.EXPORT, LookAct.PRINT, LookAct.CHANGE, LookAct.ERASE)


class FindingForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Finding"),
        max_length=2000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "What was unusual and what came of it, or that nothing was. It is signed, and stays."
        ),
        error_messages={
            "required": gettext_lazy("Say what was found, be it that nothing was unusual.")
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@privacy_page
def review(request: HttpRequest, edition: Edition, year: int, month: int) -> HttpResponse:
    """One month: what is unusual first, then everybody, then the finding and its signature."""
    first = _month(year, month)
    form = FindingForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_signed(request, edition, first, form):
        return redirect(address("privacy", edition))
    lines = reviews.lines(edition, first)
    seen = [line.account.pk for line in lines if line.account]
    looks.saw(
        request, LookAct.VIEW, "privacy.access_log", SubjectKind.ACCOUNT, seen, edition=edition
    )
    context = {
        "edition": edition,
        "month": first,
        "acts": ACTS,
        "lines": [(line, [line.acts.get(act, 0) for act in ACTS]) for line in lines],
        "entries": sum(line.total for line in lines),
        "oddities": oddities.told(edition, first, reviews.oddities(edition, first, lines)),
        "signed": LookReview.objects.filter(edition=edition, month=first).select_related(
            "reviewed_by"
        ),
        "is_over": first < reviews.month_of(edition, timezone.now()),
        "form": form,
    }
    return framed(request, "privacy/review.html", _("Monthly review"), context)


def _month(year: int, month: int) -> date:
    """Raises Http404 for what is no month."""
    try:
        return date(year, month, 1)
    except ValueError as error:
        raise Http404 from error


def _is_signed(request: HttpRequest, edition: Edition, month: date, form: FindingForm) -> bool:
    """False when the domain refuses it, which the form then says."""
    try:
        reviews.sign(edition, month, form.cleaned_data["note"], by=worker(request))
    except Refused as error:
        form.add_error("note", str(error.message))
        return False
    messages.success(request, _("The month is reviewed and signed."))
    return True
