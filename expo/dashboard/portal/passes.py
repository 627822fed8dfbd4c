"""Staff passes in the portal: issued within the quota, printed, handed back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booths.models import StaffPass
from booths.portal.guard import Seat, portal_page, render_portal
from expo import editions, looks, tasks
from expo.dashboard import passes as subject
from expo.dashboard.portal.pass_form import PassForm
from expo.errors import DomainError
from expo.models import LookAct, SubjectKind


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def passes(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The passes of this exhibitor, and the form for another one."""
    at = editions.now(seat.edition)
    if request.method != "POST":
        return _page(request, seat, PassForm(seat.edition, at))
    form = PassForm(seat.edition, at, request.POST.dict())
    if form.is_valid() and _issued(form, seat):
        tasks.hurry_mails()
        messages.success(request, _("The pass is issued. Print it, or hand it out at the desk."))
        return redirect("portal_passes", exhibitor=seat.exhibitor.uuid)
    form.renew()
    return _page(request, seat, form)


@require_POST
@portal_page
def pass_end(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """Hand a pass back."""
    row = _own(seat, pk)
    subject.end(row, at=editions.now(seat.edition))
    _note(request, seat, LookAct.CHANGE, subject.holders([row]))
    messages.success(request, _("The pass is handed back: no door admits it any more."))
    return redirect("portal_passes", exhibitor=seat.exhibitor.uuid)


@require_safe
@cache_control(private=True, no_store=True)
@portal_page
def pass_pdf(request: HttpRequest, seat: Seat, pk: int) -> HttpResponse:
    """The badge to print."""
    row = _own(seat, pk)
    try:
        drawn = subject.badge(row)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect("portal_passes", exhibitor=seat.exhibitor.uuid)
    _note(request, seat, LookAct.PRINT, subject.holders([row]))
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="pass-{pk}.pdf"'},
    )


def _issued(form: PassForm, seat: Seat) -> StaffPass | None:
    """None when the domain refuses it, which the form then says."""
    return form.tell(
        lambda: subject.issue(seat.participation, form.wanted(), by=seat.account, at=form.at)
    )


def _own(seat: Seat, pk: int) -> StaffPass:
    """Raises Http404 for somebody else's."""
    return get_object_or_404(StaffPass, participation=seat.participation, pk=pk)


def _note(request: HttpRequest, seat: Seat, act: LookAct, people: set[int]) -> None:
    if people:
        looks.saw(request, act, "portal.passes", SubjectKind.PERSON, people, edition=seat.edition)


def _page(request: HttpRequest, seat: Seat, form: PassForm) -> HttpResponse:
    issued = subject.of(seat.participation)
    _note(request, seat, LookAct.VIEW, {one.found.person.pk for one in issued if one.found.person})
    standing = [each for each in issued if each.is_standing]
    context: dict[str, Any] = {
        "form": form,
        "passes": standing,
        "handed_back": [each for each in issued if not each.is_standing],
        "quota": seat.participation.pass_quota,
        "left": max(seat.participation.pass_quota - len(standing), 0),
        "has_staff": seat.participation.role != "represented",
    }
    return render_portal(request, seat, "portal/passes.html", context, room="passes")
