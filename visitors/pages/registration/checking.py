"""The last step: all of it once more, and the button that registers."""

from datetime import timedelta
from math import ceil
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from expo import tasks
from expo.errors import DomainError
from visitors import limits
from visitors.models import RegistrationDraft
from visitors.pages.registration import guard, steps, summaries
from visitors.pages.registration.writing import CHECK, Unfinished, Writing
from visitors.registrations import drafts

FASTEST = timedelta(seconds=3)
"""Nobody types a name and a mail address and ticks a consent in less."""

TRAP, TRAPPED = "website", 10
"""A field that nobody sees, and the seconds that whoever fills it in waits."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@guard.draft_page
def check(request: HttpRequest, writing: Writing) -> HttpResponseBase:
    """Shown once nothing is missing; registers however often it is pressed once."""
    if missing := writing.unfinished:
        return steps.leads_to(writing, missing, again=missing in writing.draft.told)
    if request.method != "POST":
        return _page(request, writing)
    if seconds := _seconds_to_wait(request, writing):
        return _wait(request, writing, seconds)
    return _registered(request, writing)


def _registered(request: HttpRequest, writing: Writing) -> HttpResponseBase:
    try:
        drafts.finish(writing.draft, lambda held: guard.of(held).application(), at=writing.at)
    except RegistrationDraft.DoesNotExist:
        return guard.gone(request)
    except Unfinished as error:
        return steps.leads_to(writing, error.facts["step"], again=True)
    except DomainError as error:
        return _page(request, writing, refused=error, status=422)
    tasks.hurry_mails()
    return redirect("register_done", draft=writing.draft.pk)


def _seconds_to_wait(request: HttpRequest, writing: Writing) -> int:
    """Programs fill in what nobody sees, and are faster than anybody reads; many people at once
    wait for their turn. Whoever waits loses nothing and need not prove anything."""
    if request.POST.get(TRAP):
        return TRAPPED
    early = writing.draft.begun_at + FASTEST - timezone.now()
    if early > timedelta():
        return ceil(early.total_seconds())
    return limits.seconds_to_wait(request, limits.REGISTRATIONS)


def _wait(request: HttpRequest, writing: Writing, seconds: int) -> HttpResponseBase:
    response = _page(request, writing, seconds=seconds, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def _page(
    request: HttpRequest, writing: Writing, status: int = 200, **told: Any
) -> HttpResponseBase:
    return steps.page(request, writing, CHECK, status=status, summary=summaries.of(writing), **told)
