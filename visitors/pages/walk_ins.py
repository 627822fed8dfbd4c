"""Registering somebody who stands before the desk."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo import editions
from expo.models import Edition
from visitors import registrations
from visitors.models import Registration
from visitors.pages import lookups
from visitors.pages.desk import offered
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.walk_in_forms import PERSONAL, WalkInForm
from visitors.registrations import Found


def _walk_ins(_request: HttpRequest) -> str:
    return reverse("walk_ins")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_walk_ins)
@cache_control(private=True, no_cache=True)
def walk_ins(request: HttpRequest) -> HttpResponse:
    """The form, and whoever it registers. A browser may keep it: who goes back from a failed
    sending finds what he typed, and its id."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        if request.method == "POST":
            return _register(request, edition)
        form = WalkInForm(desk_worker(request), edition, editions.now(edition))
        return _page(request, form)


def _register(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = WalkInForm(desk_worker(request), edition, editions.now(edition), _typed(request))
    similar = _similar(request, form) if form.is_valid() else []
    made = _made(form) if form.is_valid() and not similar else None
    if made:
        return redirect(f"{reverse('desk_registration', args=[made.uuid])}?new=1")
    form.renew()
    return _page(request, form, similar)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What was typed; nothing about the person for whom everything personal was declined."""
    typed = request.POST.dict()
    return typed | dict.fromkeys((*PERSONAL, "agreed"), "") if "nameless" in typed else typed


def _similar(request: HttpRequest, form: WalkInForm) -> list[Found]:
    """Those who may be registered already, unless he says that it is somebody else; a form that was
    stored before finds itself, which is no reason to ask."""
    if "anyway" in request.POST or not form.details().is_personal:
        return []
    found = lookups.similar(request, form.edition, form.details())
    sent = str(form.cleaned_data["uuid"])
    is_known = any(one.registration and str(one.registration.uuid) == sent for one in found)
    return [] if is_known else found


def _made(form: WalkInForm) -> Registration | None:
    return form.tell(
        lambda: registrations.register_on_site(form.edition, form.walk_in(), at=form.at)
    )


def _page(
    request: HttpRequest, form: WalkInForm, similar: list[Found] | None = None
) -> HttpResponse:
    context = {"edition": form.edition, "form": form, "similar": offered(similar or [])}
    return render(request, "desk/walk_in.html", context)
