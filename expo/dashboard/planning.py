"""Who plans, and which edition: every page below the dashboard starts here."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from expo import access
from expo.models import RoleKind

READERS = (RoleKind.PLANNER, RoleKind.ORGANISER)

Page = Callable[..., HttpResponseBase]


def planning_page(page: Page) -> Page:
    """`page(request, edition, …)` for those who plan or organise the edition that the address
    names, in the fair's time zone; a stranger gets 404."""

    @login_required
    @wraps(page)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        edition = access.edition_for(request.user, slug, *READERS)
        with timezone.override(edition.tz):
            return page(request, edition, *args, **kwargs)

    return guarded
