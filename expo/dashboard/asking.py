"""Asking for figures of a past moment in an address, and the page that says why there are none."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition
from visitors.api.figures import AsOfUnreadable, moment_of

Page = Callable[..., HttpResponseBase]


class DayUnreadable(Refused):
    """`day` was asked for."""

    code = "day_unreadable"
    message = _("That is no day, as in 2023-11-24.")


UNREADABLE = (AsOfUnreadable, DayUnreadable)


def moment(request: HttpRequest) -> datetime | None:
    """`?as_of=`, as the API reads it; nothing: now. Raises AsOfUnreadable."""
    return moment_of(request.GET.get("as_of") or None)


def day(request: HttpRequest) -> date | None:
    """`?day=`; nothing: none was named. Raises DayUnreadable."""
    text = request.GET.get("day")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DayUnreadable(day=text) from error


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
            status = 400 if isinstance(reason, UNREADABLE) else 422
            return render(request, "dashboard/refused.html", told, status=status)

    return answering
