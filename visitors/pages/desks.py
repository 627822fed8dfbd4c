"""Who works at the desk, and at which edition's: every page of the desk starts here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from expo import access
from expo.models import Account, Edition, RoleKind

WORKERS = (RoleKind.DOOR_SUPERVISOR, RoleKind.ORGANISER)

View = Callable[..., HttpResponseBase]
Address = Callable[[HttpRequest], str]


def desk_edition(request: HttpRequest) -> Edition:
    """The current edition of those at whose desk the asker works; raises Http404 for strangers."""
    mine = access.editions_of(request.user, *WORKERS)
    edition = mine.order_by("-is_published", "-number").first()
    if edition is None:
        raise Http404
    return edition


def desk_worker(request: HttpRequest) -> Account:
    """Whoever got past the roles has an account."""
    return cast("Account", request.user)


def here(request: HttpRequest) -> str:
    """The page itself; the desk for an act, which is no page to come back to."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("desk")


def desk_page(again: Address = here) -> Callable[[View], View]:
    """Ask whoever is not logged in to log in, and lead him to the address that `again` names."""

    def guarded(view: View) -> View:
        @wraps(view)
        def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(again(request))
            return view(request, *args, **kwargs)

        return guard

    return guarded
