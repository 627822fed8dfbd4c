"""The admin as a whole: who is let in, by which door, under which Content-Security-Policy."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.template.response import SimpleTemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.i18n import set_language
from unfold.sites import UnfoldAdminSite

from expo import standing
from expo.project.autocompletes import Autocomplete

View = Callable[..., HttpResponseBase]

# The theme's script is Alpine, which compiles the expressions in attributes: 'unsafe-eval'.
# The theme writes its colours into a <style> and sizes into style attributes: 'unsafe-inline', for
# styles only. No inline script, no other host. Every other address keeps the policy of the house.
POLICY = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, UNSAFE_INLINE]}


class FairSite(UnfoldAdminSite):
    """The organisers' admin. Whoever has no business here learns that there is nothing here."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only lists that ask for roles: what libraries register for themselves is left out."""
        if hasattr(admin_class, "edition_path"):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return standing.is_admitted(request)

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 # Django's
        guarded: View = super().admin_view(csp_update(POLICY)(_fair_view(view)), cacheable)

        @wraps(guarded)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise Http404
            return guarded(request, *args, **kwargs)

        return door

    def extra_urls(self) -> list[URLPattern]:
        """The admin's own pages, and changing the language, for which the theme asks by a form."""
        table = import_module("expo.project.admin_urls")  # its views need the site itself
        pages = [
            path(page.route, self.admin_view(page.view), name=page.name) for page in table.pages
        ]
        return [path("language/", set_language, name="language"), *pages]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is one log-in form in the house, with its lock-out and its second factor."""
        wanted = _wanted_address(request)
        if self.has_permission(request):
            return redirect(wanted)
        if request.user.is_authenticated:
            raise Http404
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': wanted})}")

    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return LogoutView.as_view(next_page=settings.LOGIN_URL)(request)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> HttpResponseBase:
        return Autocomplete.as_view(admin_site=self)(request)


def _fair_view(view: View) -> View:
    """The view in the fair's time, rendered before that time is left again; 404 for 403."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        edition = standing.chosen_edition(request)
        with timezone.override(edition.tz if edition else None):
            try:
                response = view(request, *args, **kwargs)
            except PermissionDenied as error:
                raise Http404 from error
            if isinstance(response, SimpleTemplateResponse):
                response.render()
        return response

    return inner


def _wanted_address(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url("admin:index")
