"""A visit to a kiosk, in three steps: who it is, yes, and the badge to print."""

from datetime import datetime
from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.request import Request
from rest_framework.response import Response

from expo import editions
from expo.api.errors import MEDIA_TYPE, problem
from expo.errors import DomainError
from visitors import badge_runs, devices, kiosks, tasks
from visitors.kiosks import NoBadge, Obstacle, Visitor
from visitors.models import Device
from visitors.pages.kiosk import outlooks, slips
from visitors.pages.kiosk.authentication import KioskView, speaking
from visitors.pages.kiosk.cookies import kiosk_of
from visitors.pages.kiosk.misses import NUMBERS
from visitors.pages.kiosk.slips import Slip, Step

GUESSES = (Obstacle.UNKNOWN_NUMBER, Obstacle.OTHER_EDITION)
LONGEST_CODE = 300


class NumberEntryPaused(Throttled):
    default_code = "number_entry_paused"
    default_detail = _("Too many unknown numbers. Somebody of the staff has been called.")


class Shown(serializers.Serializer[Any]):
    """What a visitor showed: the code that was scanned, else the number that was typed.

    A code is never trimmed: it may begin or end with a space."""

    code = serializers.CharField(max_length=LONGEST_CODE, required=False, trim_whitespace=False)
    number = serializers.CharField(max_length=40, default="", allow_blank=True)


class Confirmed(serializers.Serializer[Any]):
    slip = serializers.CharField(max_length=400)


class Visits(KioskView):
    """Whose the code or the number is, masked, with a slip to say yes with."""

    def post(self, request: Request) -> Response:
        kiosk, shown = speaking(request), Shown(data=request.data)
        shown.is_valid(raise_exception=True)
        at = editions.now(kiosk.device.edition)
        if "code" in shown.validated_data:
            visitor = kiosks.by_code(kiosk.device, shown.validated_data["code"], at=at)
        else:
            visitor = _numbered(kiosk.device, shown.validated_data["number"], at)
        slip = Slip.of(kiosk.device, visitor.ticket.pk, at)
        return Response({"slip": slip.sign(Step.YES), "name": visitor.masked})


def _numbered(device: Device, number: str, at: datetime) -> Visitor:
    """Raises NoBadge, and NumberEntryPaused when somebody seems to guess."""
    if NUMBERS.must_wait(device.pk):
        raise NumberEntryPaused(NUMBERS.seconds)
    try:
        visitor = kiosks.by_number(device, number, at=at)
    except NoBadge as error:
        if error.facts["obstacle"] in GUESSES and NUMBERS.note(device.pk):
            devices.call_staff(device)
            raise NumberEntryPaused(NUMBERS.seconds) from error
        raise
    NUMBERS.forgive(device.pk)
    return visitor


class CheckIns(KioskView):
    """Yes, that is me: stored once however often it is pressed, and answered with a badge."""

    def post(self, request: Request) -> Response:
        device, confirmed = speaking(request).device, Confirmed(data=request.data)
        confirmed.is_valid(raise_exception=True)
        slip = slips.read(confirmed.validated_data["slip"], Step.YES, device)
        visitor = _on(slip, device)
        kiosks.check_in(device, visitor, scan=slip.scan, at=slip.at)
        transaction.on_commit(partial(tasks.hurry, device.edition.pk))
        badge = reverse("kiosk_badge", args=[slip.sign(Step.BADGE)])
        return Response({"badge": badge, "next": outlooks.after(visitor, slip.at)})


def _on(slip: Slip, device: Device) -> Visitor:
    """The visitor of a slip, looked up anew: much can happen in five minutes. Raises NoBadge."""
    return kiosks.by_ticket(device, slip.ticket, at=slip.at, besides=slip.scan)


@require_GET
@cache_control(private=True, no_store=True)
@xframe_options_sameorigin
@csp({"frame-ancestors": [SELF]})  # type: ignore[arg-type]  # views may take more than a request
def badge(request: HttpRequest, slip: str) -> HttpResponse:
    """One badge to print from a hidden frame: once, within five minutes, at the kiosk it is for."""
    kiosk = kiosk_of(request)
    if kiosk is None or kiosk.is_revoked:
        return HttpResponse(status=401)
    try:
        read = slips.read(slip, Step.BADGE, kiosk.device)
        visitor = _on(read, kiosk.device)
        slips.use(read)
        pdf = badge_runs.one(visitor.ticket, kiosk.paper)
    except DomainError as error:
        gone = problem(error.code, 410, str(error.message))
        return JsonResponse(gone, status=410, content_type=MEDIA_TYPE)
    inline = {"Content-Disposition": "inline"}
    return HttpResponse(pdf, content_type="application/pdf", headers=inline)
