"""The admin's home: what waits for the organiser, most urgent first; the plan; then the numbers."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from booths import deadlines, exhibitors, floorplan, plans
from booths.models import Deadline, Space
from expo import editions, standing
from expo.dashboard import waiting
from expo.dashboard.waiting import Task
from expo.models import Edition, Incident
from visitors.models import Device


def home(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    edition = standing.chosen_edition(request)
    if edition is None:
        return {**context, "edition": None}
    sees_floor = _may_see(request, Space)
    return {
        **context,
        "title": _("Home"),
        "edition": edition,
        "now": editions.now(edition),
        "tasks": _tasks(request, edition),
        "floor": None,
        **(_floor(edition) if sees_floor else {}),
    }


def _tasks(request: HttpRequest, edition: Edition) -> list[Task]:
    floor = waiting.floor_tasks(edition) if _may_see(request, Space) else []
    door = waiting.door_tasks(edition) if _may_see(request, Device) else []
    visitors = waiting.visitor_tasks(edition) if _organises(request, edition) else []
    private = _private_tasks(request, edition)
    return waiting.most_urgent_first([*floor, *door, *visitors, *private])


def _private_tasks(request: HttpRequest, edition: Edition) -> list[Task]:
    """Breaches alarm organisers as well; reviewing is the privacy officer's."""
    if standing.of(request).reaches((standing.PRIVACY_OFFICER,), edition.pk):
        return waiting.privacy_tasks(edition)
    return waiting.incident_tasks(edition) if _may_see(request, Incident) else []


def _floor(edition: Edition) -> dict[str, Any]:
    """The plan, each space leading to what can be done with it, and the numbers."""
    floor = exhibitors.floor(edition)
    share = floor.private_share_of_spaces
    return {
        "drawing": plans.drawing(edition, editions.now(edition), _address),
        "floor": floor,
        "private_percent": None if share is None else round(100 * share),
        "halls": floorplan.by_hall(edition),
        "deadlines": deadlines.with_missing(Deadline.objects.of(edition)),
    }


def _address(space: Space) -> str:
    return f"{reverse('admin:plan_space', args=[space.code])}?edition={space.edition.slug}"


def _organises(request: HttpRequest, edition: Edition) -> bool:
    return standing.of(request).reaches((standing.ORGANISER,), edition.pk)


def _may_see(request: HttpRequest, model: type[Model]) -> bool:
    return bool(admin.site.get_model_admin(model).has_view_permission(request))
