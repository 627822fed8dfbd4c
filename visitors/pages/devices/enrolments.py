"""Making devices and showing the code that enrols them, which nobody keeps.

Whoever made the code sees it for a few minutes: his own browser holds it in a cookie, the database
its hash. So the page can be loaded again, printed, and read in the other language.
"""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import segno
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo.models import Edition
from visitors import devices
from visitors.devices import DeviceState
from visitors.models import Device, DeviceKind
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.devices.forms import DeviceForm

SHOWN_FOR = timedelta(minutes=30)
OPENED_BY = {DeviceKind.SCANNER: "gate", DeviceKind.KIOSK: "kiosk"}
"""The page that takes the code, behind a # that no browser sends anywhere."""


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
def device_new(request: HttpRequest) -> HttpResponse:
    edition = desk_edition(request)
    form = DeviceForm(edition, request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        device, code = devices.create(
            said["gate"],
            said["name"],
            by=desk_worker(request),
            kind=DeviceKind(said["kind"]),
            may_search=said["may_search"],
        )
        return _to_the_code(request, device, code)
    return render(request, "devices/new.html", {"edition": edition, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
@cache_control(private=True, no_store=True)
def device_code(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The code to enrol this device with, until it has been; a POST makes another one.

    With `?only=card` the card alone, for the page to look whether the phone is there."""
    edition = desk_edition(request)
    device = device_of(edition, uuid)
    if request.method == "POST" and device.revoked_at is None:
        return _to_the_code(request, device, devices.renew(device))
    with timezone.override(edition.tz):
        shown = _shown(request, device)
        if request.GET.get("only") != "card":
            return render(request, "devices/code.html", shown | {"edition": edition})
        return _card(request, shown)


def device_of(edition: Edition, uuid: UUID) -> Device:
    """Raises Http404."""
    rows = Device.objects.of(edition).in_hands().select_related("gate", "contact")
    return get_object_or_404(rows, uuid=uuid)


def _to_the_code(request: HttpRequest, device: Device, code: str) -> HttpResponse:
    response = redirect("device_code", uuid=device.uuid)
    response.set_signed_cookie(
        _cookie(device),
        code,
        max_age=SHOWN_FOR,
        httponly=True,
        secure=request.is_secure(),
        samesite="Strict",
    )
    return response


def _cookie(device: Device) -> str:
    return f"enrolment-{device.uuid.hex}"


def _shown(request: HttpRequest, device: Device) -> dict[str, Any]:
    """`code` is empty once it was used or replaced, has run out, or this browser never had it."""
    state = devices.state(device, timezone.now())
    code = _code(request, device)
    page = request.build_absolute_uri(reverse(OPENED_BY[DeviceKind(device.kind)]))
    return {
        "device": device,
        "state": state,
        "code": code,
        "page": page,
        "qr": _qr(f"{page}#code={code}") if code else "",
        "is_waiting": device.enrolment_hash is not None,
        "is_revoked": state is DeviceState.REVOKED,
        "etag": _tag(device, code),
    }


def _code(request: HttpRequest, device: Device) -> str:
    try:
        code = str(request.get_signed_cookie(_cookie(device), "", max_age=SHOWN_FOR))
    except BadSignature:
        return ""
    runs = device.enrolment_expires_at and device.enrolment_expires_at > timezone.now()
    return code if runs and devices.is_code_of(device, code) else ""


def _qr(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(border=4, omitsize=True, svgclass="qr")
    return mark_safe(drawn)  # noqa: S308  # segno's own drawing, with nothing of the address as text


def _tag(device: Device, code: str) -> str:
    told = (device.enrolled_at, device.revoked_at, bool(code), get_language())
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'


def _card(request: HttpRequest, shown: dict[str, Any]) -> HttpResponseBase:
    response = get_conditional_response(request, etag=shown["etag"])
    if response is None:
        response = render(request, "devices/card.html", shown)
        response["ETag"] = shown["etag"]
    return response
