"""Ways to one's ticket without its link, and away from a device that others use, too."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from visitors import links
from visitors.pages.ticket import cookies

LANGUAGES = dict(settings.LANGUAGES)
NO_TICKET = "none"


@require_safe
@cache_control(private=True, no_cache=True)
def start(request: HttpRequest) -> HttpResponse:
    """Straight on for a browser that opened a ticket before; else where to find the link."""
    if request.GET.get("opened") != NO_TICKET:
        return redirect(f"{cookies.PATH}open/?language={translation.get_language()}")
    return render(request, "ticket/start.html")


@require_safe
@cache_control(private=True, no_store=True)
def open_(request: HttpRequest) -> HttpResponse:
    """To the ticket that this browser opened last, or on it to a session. One address for both
    languages, since the cookie is bound to it."""
    token = cookies.token(request)
    with translation.override(_language(request)):
        if links.read(token) is None:
            return redirect(f"{reverse('ticket_start')}?{urlencode({'opened': NO_TICKET})}")
        return redirect(_place(token, request.GET.get("session", "")))


@require_POST
@cache_control(private=True, no_store=True)
def removal(request: HttpRequest) -> HttpResponse:
    """Have this browser forget which ticket it opened. The link works as before."""
    with translation.override(_language(request)):
        answer = redirect(f"{reverse('ticket_start')}?{urlencode({'opened': NO_TICKET})}")
    cookies.forget(answer)
    return answer


def _place(token: str, session: str) -> str:
    """The session's page on this ticket; the ticket for what cannot be a session's code."""
    try:
        return reverse("ticket_session", args=[token, session])
    except NoReverseMatch:
        return reverse("ticket", args=[token])


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else translation.get_language() or settings.LANGUAGE_CODE
