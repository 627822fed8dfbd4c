"""Asking for figures of a past moment in an address, and the page that says why there are none."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from expo.errors import Refused
from expo.models import Edition
from visitors.api.figures import AsOfUnreadable, moment_of

Page = Callable[..., HttpResponseBase]


def moment(request: HttpRequest) -> datetime | None:
    """`?as_of=`, as the API reads it; nothing: now. Raises AsOfUnreadable."""
    return moment_of(request.GET.get("as_of") or None)


def answers_refusals(page: Page) -> Page:
    """A page that says in a sentence what was wrong: 400 for what cannot be read, else 422."""

    @wraps(page)
    def answering(
        request: HttpRequest, edition: Edition, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        try:
            return page(request, edition, *args, **kwargs)
        except Refused as reason:
            told = {"edition": edition, "reason": reason}
            status = 400 if isinstance(reason, AsOfUnreadable) else 422
            return render(request, "dashboard/refused.html", told, status=status)

    return answering
