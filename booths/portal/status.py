"""“Is your booth running?”: told from a phone in three taps, read by visitors within seconds."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from booths import outages, stands
from booths.portal.guard import Seat, portal_page, render_portal
from booths.portal.status_form import StatusForm
from booths.stands import Stands
from expo import editions
from expo.errors import DomainError

KEPT = ("state", "cause", "since", "since_time", "text_ko", "text_en")
"""What is typed and still there after somebody had to log in again."""


def _again(request: HttpRequest) -> str:
    """This page with what was chosen, for somebody who was logged out before it was sent."""
    typed = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
    return f"{request.path}?{urlencode(typed)}" if typed else request.get_full_path()


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page(again=_again)
def status(request: HttpRequest, seat: Seat) -> HttpResponse:
    """How the exhibitor's booths run, and the form that says it anew; a guest only reads."""
    standing = stands.of(seat.participation, editions.now(seat.edition))
    if request.method == "POST" and not may_tell(seat, standing):
        return _page(request, seat, standing, None, status=403)
    if request.method == "POST":
        return _tell(request, seat, standing)
    asked = {name: request.GET[name] for name in KEPT if name in request.GET}
    return _page(request, seat, standing, StatusForm(standing, seat.edition, initial=asked))


def may_tell(seat: Seat, standing: Stands) -> bool:
    """A space is its main's; whoever stands there as a guest reads how it runs."""
    return seat.is_main and bool(standing.each)


def switch(seat: Seat) -> dict[str, Any]:
    """What `portal/status_switch.html` shows on the portal's first page."""
    standing = stands.of(seat.participation, editions.now(seat.edition))
    return {"standing": standing, "may_tell": may_tell(seat, standing)}


def _tell(request: HttpRequest, seat: Seat, standing: Stands) -> HttpResponse:
    form = StatusForm(standing, seat.edition, _with_the_only_booth(request, standing))
    if form.is_valid():
        try:
            messages.success(request, _store(form, seat))
            return redirect(f"{reverse('portal_status', args=[seat.exhibitor.uuid])}#now")
        except DomainError as error:
            form.refuse(error)
    return _page(request, seat, standing, form)


def _store(form: StatusForm, seat: Seat) -> str:
    """What was done, in words. Raises as `outages.report` and `outages.reopen_own` do."""
    if form.is_running:
        ended = outages.reopen_own(form.chosen, at=form.since_moment)[-1].ended_at
        time = f"{timezone.localtime(ended):%H:%M}"
        return _("Your booth runs again since %(time)s.") % {"time": time}
    outages.report(form.chosen, form.notice(), by=seat.account)
    return _("Visitors read it now. Thank you for telling them.")


def _with_the_only_booth(request: HttpRequest, standing: Stands) -> Any:
    """Whoever has one booth is not asked which."""
    typed = request.POST.copy()
    if len(standing.each) == 1:
        typed.setlist("spaces", [space.code for space in standing.spaces])
    return typed


def _page(
    request: HttpRequest, seat: Seat, standing: Stands, form: StatusForm | None, status: int = 200
) -> HttpResponse:
    context = {
        "standing": standing,
        "may_tell": may_tell(seat, standing),
        "form": form,
        "records": stands.records(seat.participation, standing.at),
    }
    return render_portal(request, seat, "portal/status.html", context, room="status", status=status)
