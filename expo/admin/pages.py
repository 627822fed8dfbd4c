"""What pages of the admin that show no model have in common: whose they are, and their frame."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse

from expo import standing
from expo.admin.rights import keep_time_of
from expo.models import Account, Edition, RoleKind
from expo.standing import ORGANISER

View = Callable[..., HttpResponseBase]


def page_of(*kinds: RoleKind) -> Callable[[View], View]:
    """Calls `view(request, edition, …)` with the edition in which the asker holds one of the roles,
    in its time; whoever holds none learns that there is nothing."""

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            edition = standing.held_edition(request, *kinds)
            keep_time_of(request, edition.pk)
            return view(request, edition, **kwargs)

        return inner

    return decorator


organisers_page = page_of(ORGANISER)


def address(name: str, edition: Edition, *args: Any, **query: str) -> str:
    """The address of one of the admin's pages, which names its edition."""
    return f"{reverse(f'admin:{name}', args=args)}?{urlencode({'edition': edition.slug, **query})}"


def worker(request: HttpRequest) -> Account:
    """Whoever got past the roles has an account."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def framed(
    request: HttpRequest, template: str, title: str, context: Mapping[str, Any], status: int = 200
) -> TemplateResponse:
    """The page inside the admin's frame."""
    frame = {**admin.site.each_context(request), "title": title}
    return TemplateResponse(request, template, {**frame, **context}, status=status)
