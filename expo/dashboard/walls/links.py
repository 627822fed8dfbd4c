"""The page on which planners make a screen's link, see whether it is used, and revoke it.

The link itself is shown once, to the browser that made it: it comes with the redirect in a cookie
that the next page takes away."""

from typing import Any
from uuid import UUID

import segno
from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo import screens
from expo.dashboard.planning import planning_page
from expo.models import Account, Edition, Screen, ScreenTheme
from expo.screens import NameTaken, Wanted

COOKIE = "screen-link"
COOKIE_LASTS = 120
"""Seconds: as long as a slow redirect takes."""


class ScreenForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Where it hangs, such as “lobby, left of the stairs”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say where the screen hangs.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    theme = forms.ChoiceField(label=pgettext_lazy("screen", "Theme"), choices=ScreenTheme.choices)

    def wanted(self) -> Wanted:
        said = self.cleaned_data
        return Wanted(
            name=said["name"], language=said["language"], theme=ScreenTheme(said["theme"])
        )


@require_http_methods(["GET", "HEAD", "POST"])
@planning_page
@cache_control(private=True, no_store=True)
def wall_screens(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every screen of the edition, and the form that makes one."""
    if request.method != "POST":
        return _page(request, edition, ScreenForm())
    form = ScreenForm(request.POST)
    if form.is_valid():
        try:
            screen, token = screens.make(
                edition, form.wanted(), by=_asker(request), at=timezone.now()
            )
        except NameTaken as error:
            form.add_error("name", str(error.message))
        else:
            return _to_the_link(request, screen, token)
    return _page(request, edition, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@planning_page
def wall_screen_revocation(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """Asks first; revoked twice it stays as it is."""
    screen = get_object_or_404(Screen.objects.of(edition), uuid=uuid)
    if request.method != "POST":
        return render(request, "walls/revocation.html", {"edition": edition, "screen": screen})
    screens.revoke(screen, by=_asker(request), at=timezone.now())
    messages.success(request, _("%(name)s is unlinked.") % {"name": screen.name})
    return redirect("wall_screens", edition.slug)


def _to_the_link(request: HttpRequest, screen: Screen, token: str) -> HttpResponse:
    response = redirect("wall_screens", screen.edition.slug)
    response.set_signed_cookie(
        COOKIE,
        f"{screen.uuid}:{token}",
        max_age=COOKIE_LASTS,
        path=response.url,
        httponly=True,
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response


def _page(
    request: HttpRequest, edition: Edition, form: ScreenForm, status: int = 200
) -> HttpResponse:
    rows = Screen.objects.of(edition).select_related("made_by", "revoked_by")
    told = {
        "edition": edition,
        "form": form,
        "linked": rows.linked(),
        "revoked": rows.exclude(revoked_at=None),
        "made": _made(request, edition),
        "now": timezone.now(),
    }
    response = render(request, "walls/screens.html", told, status=status)
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=request.path, samesite="Strict")
    return response


def _made(request: HttpRequest, edition: Edition) -> dict[str, Any] | None:
    """The screen that was made a moment ago, with its link; told to its maker alone."""
    try:
        told = str(request.get_signed_cookie(COOKIE, "", max_age=COOKIE_LASTS))
    except BadSignature:
        return None
    token = told.partition(":")[2]
    screen = screens.find(token) if token else None
    if screen is None or screen.edition != edition:
        return None
    with override(screen.language):
        address = request.build_absolute_uri(reverse("wall_screen", args=[token]))
    return {"screen": screen, "address": address, "qr": _qr(address)}


def _qr(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(border=4, omitsize=True, svgclass="qr")
    return mark_safe(drawn)  # noqa: S308  # segno's own drawing, with nothing of the address as text


def _asker(request: HttpRequest) -> Account:
    return request.user  # type: ignore[return-value]  # no stranger gets here
