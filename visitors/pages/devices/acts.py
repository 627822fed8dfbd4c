"""One device: how it is, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from visitors import conditions
from visitors import devices as fleet
from visitors.models import Device
from visitors.pages.desks import desk_edition, desk_page
from visitors.pages.devices.enrolments import device_of
from visitors.pages.devices.lists import watch_of
from visitors.pages.devices.rows import Row


@require_safe
@desk_page()
def device(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _page(request, "devices/device.html", uuid)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
def device_revocation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Asks first, and says what becomes of the scans that the device still holds."""
    if request.method != "POST":
        return _page(request, "devices/revocation.html", uuid)
    revoked = fleet.revoke(device_of(desk_edition(request), uuid))
    messages.success(request, _("%(name)s is revoked.") % {"name": revoked.name})
    return redirect("device", uuid=uuid)


@require_POST
@desk_page(lambda _request: reverse("devices"))
def device_answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Somebody is on the way to whoever called."""
    answered: Device = device_of(desk_edition(request), uuid)
    fleet.answer_call(answered)
    messages.success(request, _("%(name)s: the call is answered.") % {"name": answered.name})
    return redirect("devices")


def _page(request: HttpRequest, template: str, uuid: UUID) -> HttpResponse:
    edition = desk_edition(request)
    asked, at = device_of(edition, uuid), timezone.now()
    condition = conditions.of_device(asked, watch_of(edition, at))
    with timezone.override(edition.tz):
        return render(request, template, {"edition": edition, "row": Row(condition, at)})
