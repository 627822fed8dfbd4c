"""Whoever knows the key of a draft goes on with it: every page below it starts here."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from expo import editions
from visitors.models import RegistrationDraft
from visitors.pages.registration.writing import Writing
from visitors.registrations.offers import NotOffered

Page = Callable[..., HttpResponseBase]

JOINED = ("edition", "registration__person", "registration__edition")


def draft_page(view: Page) -> Page:
    """`view(request, writing, …)` in the zone of the fair. A draft that is finished leads to the
    ticket, one that is forgotten to words; nobody but the browser keeps the answer."""

    @wraps(view)
    def page(request: HttpRequest, draft: UUID, **kwargs: Any) -> HttpResponseBase:
        found = alive(draft)
        if found is None:
            return private(gone(request))
        if found.finished_at:
            return redirect("register_done", draft=draft)
        writing = of(found)
        with timezone.override(writing.edition.tz):
            return private(_answer(view, request, writing, kwargs))

    return page


def alive(key: UUID) -> RegistrationDraft | None:
    rows = RegistrationDraft.objects.alive(timezone.now()).select_related(*JOINED)
    return rows.filter(pk=key).first()


def of(draft: RegistrationDraft) -> Writing:
    language = "en" if get_language() == "en" else "ko"
    return Writing(draft, draft.edition, editions.now(draft.edition), language)


def gone(request: HttpRequest) -> HttpResponseBase:
    """Nobody went on with it for hours, or it never was: nothing of it is left."""
    return render(request, "registration/gone.html", status=404)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """A browser may keep it, for going back on a bad network; nobody between, and no search engine.
    Nothing here is compressed: what was typed stands beside the key (BREACH)."""
    patch_cache_control(response, private=True, no_cache=True, no_transform=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(
    view: Page, request: HttpRequest, writing: Writing, kwargs: dict[str, Any]
) -> HttpResponseBase:
    if not writing.openness.may_be_finished:
        return too_late(request, writing)
    try:
        return view(request, writing, **kwargs)
    except NotOffered:
        return too_late(request, writing)


def too_late(request: HttpRequest, writing: Writing) -> HttpResponseBase:
    told = {"edition": writing.edition, "openness": writing.openness}
    return render(request, "registration/too_late.html", told, status=410)
