"""What makes a browser a kiosk: a signed cookie with the token of a device, bound to this path.

Scripts cannot read it, no other site's page sends it, and no other page of ours gets it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from visitors.devices import hash_of
from visitors.models import BadgePaper, Device, DeviceKind

NAME = SALT = "kiosk"
PATH = "/desk/kiosk/"
LASTS = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The device that a browser is, and the paper in its printer."""

    device: Device
    paper: BadgePaper

    @property
    def is_revoked(self) -> bool:
        return self.device.revoked_at is not None


def kiosk_of(request: HttpRequest) -> Kiosk | None:
    """The kiosk that asks, revoked or not; None for every other browser."""
    said = request.get_signed_cookie(NAME, "", salt=SALT) or ""
    paper, _colon, token = said.partition(":")
    if paper not in BadgePaper.values:
        return None
    devices = Device.objects.filter(kind=DeviceKind.KIOSK, token_hash=hash_of(token))
    device = devices.select_related("edition", "gate").first()
    return Kiosk(device, BadgePaper(paper)) if device else None


def keep(response: HttpResponse, token: str, paper: BadgePaper) -> None:
    response.set_signed_cookie(
        NAME,
        f"{paper}:{token}",
        salt=SALT,
        max_age=LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(NAME, path=PATH, samesite="Strict")
