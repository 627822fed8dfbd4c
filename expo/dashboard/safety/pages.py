"""The safety desk: its page, what an open one asks for, its files, and the word that a warning was
seen."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expo import access
from expo.api.errors import problem
from expo.dashboard import asking
from expo.dashboard.planning import READERS, planning_page
from expo.dashboard.safety import live, lookback
from expo.errors import Refused
from expo.models import Account, Edition
from visitors import areas, capacity_warnings
from visitors.capacity_warnings import Seen
from visitors.models import CapacityWarning
from visitors.pages.desks import WORKERS


class NoteForm(forms.Form):
    note = forms.CharField(max_length=200, required=False)


@require_safe
@planning_page
def safety(request: HttpRequest, edition: Edition) -> HttpResponse:
    """How full it is, what waits for somebody to see it, and what was."""
    try:
        live.freshen(edition)
        etag = live.tag(edition)  # before what it stands for: what comes meanwhile comes next
        watched = capacity_warnings.watched(edition)
        told = live.document(edition, watched) | lookback.document(edition, watched, request.GET)
    except Refused as reason:
        return render(request, "safety/undated.html", {"edition": edition, "reason": reason})
    return render(request, "safety/safety.html", _seen_by(request, told | {"etag": etag}))


@require_safe
def safety_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The living part of the page alone. For scripts: 401 where a page would lead to the log-in."""
    if not request.user.is_authenticated:
        return JsonResponse(problem("not_authenticated", 401, _("Log in again.")), status=401)
    edition = access.edition_for(request.user, slug, *READERS)
    with timezone.override(edition.tz):
        try:
            return _feed(request, edition)
        except Refused as reason:
            return JsonResponse(problem(reason.code, 422, str(reason.message)), status=422)


@require_POST
@planning_page
def acknowledgement(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """Somebody saw the warning; who was second is told who was first."""
    rows = CapacityWarning.objects.of(edition).told().select_related("edition")
    warning, form = get_object_or_404(rows, uuid=uuid), NoteForm(request.POST)
    if form.is_valid():
        by = cast("Account", request.user)  # no stranger gets here
        _say(request, warning, capacity_warnings.acknowledge(warning, by=by, **form.cleaned_data))
    else:
        messages.error(request, " ".join(map(str, form.errors["note"])))
    return redirect("safety", edition.slug)


@require_safe
@planning_page
@asking.answers_refusals
def safety_file(request: HttpRequest, edition: Edition, name: str, ending: str) -> HttpResponseBase:
    """What the page shows of a day and a place, or the log as it was asked for, to keep."""
    live.freshen(edition)
    answer = lookback.file(request, edition, name, ending)
    if answer is None:
        raise Http404
    return answer


def _feed(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    live.freshen(edition)
    etag = live.tag(edition)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        told = live.document(edition, capacity_warnings.watched(edition))
        response = render(request, "safety/live.html", _seen_by(request, told))
        response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _seen_by(request: HttpRequest, told: dict[str, Any]) -> dict[str, Any]:
    return told | {"counts_heads": access.may(request.user, told["edition"], *WORKERS)}


def _say(request: HttpRequest, warning: CapacityWarning, seen: Seen) -> None:
    first = seen.acknowledgement
    said = {
        "place": areas.title(warning.area),
        "level": warning.get_level_display(),
        "who": first.acknowledged_by,
        "at": date_format(timezone.localtime(first.at), "H:i"),
    }
    if seen.is_new:
        messages.success(request, _("%(place)s, %(level)s: acknowledged.") % said)
    else:
        words = _("%(place)s, %(level)s: %(who)s had acknowledged it at %(at)s.")
        messages.info(request, words % said)
