"""A kiosk's heartbeat, and its bell."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from expo import editions
from visitors import devices
from visitors.devices import Contact
from visitors.models import Device
from visitors.pages.kiosk import outlooks
from visitors.pages.kiosk.authentication import KioskView, speaking
from visitors.pages.kiosk.misses import NUMBERS

LONGEST_VERSION = 16


class Status(KioskView):
    """Asked every ten seconds: tells that the kiosk lives, and it learns what has changed."""

    def get(self, request: Request) -> Response:
        device = speaking(request).device
        version = request.query_params.get("version", "")[:LONGEST_VERSION]
        devices.heard_from(device.pk, Contact(0, None, version), at=timezone.now())
        return Response(_state(device))


class Call(KioskView):
    """Ring for the staff, and take it back."""

    def post(self, request: Request) -> Response:
        device = speaking(request).device
        devices.call_staff(device)
        return Response(_state(device))

    def delete(self, request: Request) -> Response:
        device = speaking(request).device
        devices.answer_call(device)
        return Response(_state(device))


def _state(device: Device) -> dict[str, Any]:
    """`now` is the fair's clock, `called_at` real time: a call has happened in this hall."""
    now = editions.now(device.edition)
    return {
        "version": settings.VERSION,
        "now": now.astimezone(device.edition.tz).isoformat(),
        "today": outlooks.today(device.edition, now),
        "called_at": device.staff_called_at and device.staff_called_at.isoformat(),
        "numbers_are_paused": NUMBERS.must_wait(device.pk),
    }
