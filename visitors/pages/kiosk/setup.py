"""How a browser becomes a kiosk, what it then shows, and how it stops being one.

One address for both languages, since the cookie is bound to it. Whoever is logged in never sees the
kiosk itself there: a visitor must not sit in somebody's session.
"""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from expo import callers
from expo.errors import DomainError
from expo.models import Account, Edition
from visitors import arrivals, devices
from visitors.models import BadgePaper, DeviceKind
from visitors.pages import desks
from visitors.pages.kiosk import cookies
from visitors.pages.kiosk.forms import EnrolmentForm, NewKioskForm
from visitors.pages.kiosk.misses import CODES

LANGUAGES = dict(settings.LANGUAGES)


@require_safe
@cache_control(private=True, no_store=True)
def kiosk(request: HttpRequest) -> HttpResponse:
    """The kiosk, to a browser that is one; to any other how to become one."""
    if request.path != cookies.PATH:
        return redirect(f"{cookies.PATH}?language={translation.get_language()}")
    with translation.override(_language(request)):
        if request.user.is_authenticated:
            return _preparation(request, NewKioskForm())
        if found := cookies.kiosk_of(request):
            return render(request, "kiosk/kiosk.html", _at(found))
        return _enrolment(request, EnrolmentForm())


def _language(request: HttpRequest) -> str:
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else settings.LANGUAGE_CODE


def _at(found: cookies.Kiosk) -> dict[str, object]:
    return {
        "kiosk": found,
        "edition": found.device.edition,
        "version": settings.VERSION,
        "spoken": list(LANGUAGES),
        "keys": devices.ALPHABET,
    }


def _preparation(request: HttpRequest, form: Form) -> HttpResponse:
    context = {
        "edition": desks.desk_edition(request),
        "form": form,
        "enrolment": EnrolmentForm(auto_id="enrolment_%s"),
        "kiosk": cookies.kiosk_of(request),
    }
    return render(request, "kiosk/preparation.html", context)


def _enrolment(request: HttpRequest, form: Form) -> HttpResponse:
    return render(request, "kiosk/enrolment.html", {"form": form})


@require_POST
@cache_control(private=True, no_store=True)
@desks.desk_page()
def conversion(request: HttpRequest) -> HttpResponse:
    """Make a kiosk of the browser of somebody who works at the desk, and log him out of it."""
    with translation.override(_language(request)):
        edition, form = desks.desk_edition(request), NewKioskForm(request.POST)
        if form.is_valid():
            try:
                token = _new(edition, form.cleaned_data["name"], desks.desk_worker(request))
                return _turned(request, token, form.cleaned_data["paper"])
            except DomainError as error:
                form.add_error(None, str(error.message))
        return _preparation(request, form)


@transaction.atomic
def _new(edition: Edition, name: str, by: Account) -> str:
    """The token of a new kiosk at the edition's desk. Raises NoDesk."""
    gate = arrivals.desk_device(edition).gate
    _device, code = devices.create(gate, name, by=by, kind=DeviceKind.KIOSK)
    return devices.enrol(code, kind=DeviceKind.KIOSK)[1]


@require_POST
@cache_control(private=True, no_store=True)
def enrolment(request: HttpRequest) -> HttpResponse:
    """Trade a kiosk's one-time code for its cookie. Whoever is logged in is logged out."""
    with translation.override(_language(request)):
        form, who = EnrolmentForm(request.POST), callers.line(request)
        if form.is_valid():
            try:
                token = _enrolled(form.cleaned_data["code"], who)
                return _turned(request, token, form.cleaned_data["paper"])
            except DomainError as error:
                form.add_error("code", str(error.message))
        return _enrolment(request, form)


def _enrolled(code: str, who: str) -> str:
    """Raises CodeNotValid, also for every code to somebody who guesses."""
    if CODES.must_wait(who):
        raise devices.CodeNotValid
    try:
        return devices.enrol(code, kind=DeviceKind.KIOSK)[1]
    except devices.CodeNotValid:
        CODES.note(who)
        raise


def _turned(request: HttpRequest, token: str, paper: str) -> HttpResponse:
    logout(request)
    response = redirect(f"{cookies.PATH}?language={translation.get_language()}")
    cookies.keep(response, token, BadgePaper(paper))
    return response


@require_POST
@cache_control(private=True, no_store=True)
def return_(request: HttpRequest) -> HttpResponse:
    """Log out, and be the kiosk again that the browser still is."""
    logout(request)
    return redirect(f"{cookies.PATH}?language={_language(request)}")


@require_POST
@cache_control(private=True, no_store=True)
def exit_(request: HttpRequest) -> HttpResponse:
    """Leave: only the cookie goes. The device stays until somebody revokes it."""
    is_known = request.user.is_authenticated
    response = redirect(cookies.PATH) if is_known else redirect_to_login(cookies.PATH)
    cookies.forget(response)
    return response
