"""The desk's headcounts: told with one thumb, on a bad network, undone as easily."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from expo import editions
from expo.errors import DomainError, Refused
from expo.models import Account, Edition
from visitors import attendance, observations
from visitors.attendance import calendars
from visitors.definitions import DEFINITIONS
from visitors.models import Observation, ObservationKind
from visitors.observations import Told
from visitors.pages import places
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.forms import HeadcountForm


def _again(request: HttpRequest) -> str:
    """This page with what was typed, for somebody who was logged out before it was sent."""
    if request.method != "POST":
        return request.get_full_path()
    typed = {name: request.POST[name] for name in HeadcountForm.base_fields if name in request.POST}
    return f"{reverse('headcounts')}?{urlencode(typed)}"


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_again)
@cache_control(private=True, no_cache=True)
def headcounts(request: HttpRequest) -> HttpResponse:
    """Tell a headcount of the current edition, and see what came of today's.

    A browser may keep the page: who goes back from a failed sending finds his form and its id."""
    edition = desk_edition(request)
    at = editions.now(edition)
    with timezone.override(edition.tz):
        if request.method == "POST":
            return _tell(request, edition, at)
        typed = {"uuid": uuid4(), **request.GET.dict()}
        return _page(request, edition, HeadcountForm(edition, at, initial=typed))


@require_POST
@desk_page(lambda _request: reverse("headcounts"))
def withdrawal(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Undo a headcount of the current edition."""
    edition = desk_edition(request)
    row = get_object_or_404(Observation.objects.of(edition), uuid=uuid)
    observations.withdraw(row, at=editions.now(edition), by=desk_worker(request))
    return _told(row)


def _tell(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    typed = request.POST.copy()
    if "nobody" in typed:
        typed["count"], typed["kind"] = "0", ObservationKind.SWEEP
    form = HeadcountForm(edition, at, typed)
    told = _stored(form, desk_worker(request)) if form.is_valid() else None
    if told:
        return _told(told.observation)
    form.renew()
    return _page(request, edition, form)


def _stored(form: HeadcountForm, by: Account) -> Told | None:
    """None when the domain refuses it, which the form then says."""
    try:
        return observations.tell(form.edition, form.headcount(), at=form.at, by=by)
    except DomainError as error:
        form.refuse(error)
        return None


def _told(observation: Observation) -> HttpResponse:
    """To the page that says what came of it: loading that one again sends nothing."""
    return redirect(f"{reverse('headcounts')}?{urlencode({'told': observation.uuid})}#told")


def _page(request: HttpRequest, edition: Edition, form: HeadcountForm) -> HttpResponse:
    context: dict[str, Any] = {"edition": edition, "form": form, "at": form.at}
    try:
        context |= _today(edition, form)
        context["told"] = places.told(edition, request.GET.get("told", ""))
    except Refused as reason:
        context["reason"] = reason.message
    return render(request, "desk/headcounts.html", context)


def _today(edition: Edition, form: HeadcountForm) -> dict[str, Any]:
    """Raises NoShowDays and ContradictoryRules."""
    rules = calendars.rules_of(edition)
    day = rules.day_of(form.at)
    offered = places.offered(edition, form.at)
    is_closed = day is not None and form.at >= day.closes
    form.offer(offered, ObservationKind.SWEEP if is_closed else ObservationKind.CLICKER)
    return {
        "day": day,
        "next_day": next((each for each in rules.show_days if each.starts > form.at), None),
        "is_closed": is_closed,
        "places": places.on(day, offered, form.at) if day else [],
        "counted_to": attendance.counted_to(edition),
        "waiting": attendance.pending(edition),
        "words": DEFINITIONS,
    }
