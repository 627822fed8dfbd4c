"""Leads in the portal: visitors who let this exhibitor know them, for as long as they do."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from booths.portal.guard import Seat, portal_page, render_portal
from expo import looks
from expo.dashboard import leads as both_ends
from expo.models import LookAct, SubjectKind
from expo.pages import downloads
from expo.pages.reasons import ReasonForm
from visitors import leads as subject
from visitors.models import Lead

SHOWN = 50


@require_safe
@portal_page
def leads(request: HttpRequest, seat: Seat) -> HttpResponse:
    return _page(request, seat, ReasonForm())


@require_POST
@portal_page
def leads_file(request: HttpRequest, seat: Seat) -> HttpResponseBase:
    """All of them as a table to keep, for a reason that the access log keeps, too."""
    form, format_ = ReasonForm(request.POST), request.POST.get("format", "")
    if not form.is_valid():
        return _page(request, seat, form)
    known = list(subject.known_to(seat.edition, seat.exhibitor.pk))
    _note(request, seat, LookAct.EXPORT, known, reason=form.cleaned_data["reason"])
    name = f"leads-{seat.exhibitor.code}"
    kind = format_ if format_ in downloads.FORMATS else downloads.CSV
    return downloads.answer(both_ends.table(known, seat.edition), name, kind)


def _page(request: HttpRequest, seat: Seat, form: ReasonForm) -> HttpResponse:
    known = subject.known_to(seat.edition, seat.exhibitor.pk)
    page = Paginator(known, SHOWN).get_page(request.GET.get("page"))
    _note(request, seat, LookAct.VIEW, list(page))
    context: dict[str, Any] = {"page": page, "form": form}
    return render_portal(request, seat, "portal/leads.html", context, room="leads")


def _note(
    request: HttpRequest, seat: Seat, act: LookAct, known: list[Lead], *, reason: str = ""
) -> None:
    looks.saw(
        request,
        act,
        "portal.leads",
        SubjectKind.PERSON,
        [lead.registration.person_id for lead in known],
        edition=seat.edition,
        reason=reason,
    )
