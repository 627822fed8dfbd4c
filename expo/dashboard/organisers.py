"""The admin's home: what waits for the organiser, most urgent first, then the floor in numbers."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booths import exhibitors
from booths.models import Assignment, Listing, ListingChange, Outage, Participation, Space
from expo import editions, show_days, standing
from expo.models import Edition
from visitors import devices
from visitors.devices import DeviceState
from visitors.models import Device, GatePurpose

KINDS = ("urgent", "soon", "later")
ENTRANCE = Q(gate__purpose=GatePurpose.ENTRANCE)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what waits: its `kind` is one of KINDS, its address is where it is done."""

    kind: str
    sentence: str
    detail: str
    address: str


def home(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    edition = standing.chosen_edition(request)
    if edition is None:
        return {**context, "edition": None}
    sees_floor = _may_see(request, Space)
    floor = exhibitors.floor(edition) if sees_floor else None
    share = floor.private_share_of_spaces if floor else None
    return {
        **context,
        "title": _("Home"),
        "edition": edition,
        "now": editions.now(edition),
        "tasks": _most_urgent_first(
            [
                *(_floor_tasks(edition) if sees_floor else []),
                *(_door_tasks(edition) if _may_see(request, Device) else []),
            ]
        ),
        "floor": floor,
        "private_percent": None if share is None else round(100 * share),
    }


def _most_urgent_first(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: KINDS.index(task.kind))


def _may_see(request: HttpRequest, model: type[Model]) -> bool:
    return bool(admin.site.get_model_admin(model).has_view_permission(request))


def _floor_tasks(edition: Edition) -> list[Task]:
    return [
        *_open_outages(edition),
        *_waiting_changes(edition),
        *_free_spaces(edition),
        *_unplaced(edition),
        *_incomplete_listings(edition),
    ]


def _door_tasks(edition: Edition) -> list[Task]:
    return [*_silent_devices(edition), *_new_devices(edition)]


def _open_outages(edition: Edition) -> list[Task]:
    return [
        Task(
            "urgent",
            _("%(spaces)s: %(state)s since %(at)s")
            % {
                "spaces": ", ".join(status.space.code for status in outage.statuses.all()),
                "state": outage.get_state_display(),
                "at": f"{timezone.localtime(outage.started_at, edition.tz):%m-%d %H:%M}",
            },
            str(outage.text),
            reverse("admin:booths_outage_change", args=[outage.pk]),
        )
        for outage in Outage.objects.of(edition).standing().with_spaces()
    ]


def _waiting_changes(edition: Edition) -> list[Task]:
    waiting = ListingChange.objects.filter(
        listing__participation__edition=edition, state="waiting"
    ).count()
    sentence = ngettext(
        "%(count)s change of a listing waits for approval",
        "%(count)s changes of listings wait for approval",
        waiting,
    )
    address = _list_of("booths_listingchange", edition, state__exact="waiting")
    return _if_any(waiting, "soon", sentence, address)


def _free_spaces(edition: Edition) -> list[Task]:
    given = Assignment.objects.on(_fair_day(edition)).values("space")
    free = list(Space.objects.of(edition).exclude(pk__in=given).values_list("code", flat=True))
    sentence = ngettext(
        "%(count)s space has no exhibitor today",
        "%(count)s spaces have no exhibitor today",
        len(free),
    )
    return _if_any(len(free), "soon", sentence, _list_of("booths_space", edition, given="no"), free)


def _unplaced(edition: Edition) -> list[Task]:
    mains = Participation.objects.of(edition).standing().mains()
    placed = Assignment.objects.standing().filter(participation__edition=edition)
    unplaced = mains.exclude(pk__in=placed.values("participation")).count()
    sentence = ngettext(
        "%(count)s main exhibitor has no space", "%(count)s main exhibitors have no space", unplaced
    )
    address = _list_of("booths_participation", edition, state="unplaced")
    return _if_any(unplaced, "soon", sentence, address)


def _incomplete_listings(edition: Edition) -> list[Task]:
    listings = Listing.objects.filter(participation__edition=edition).incomplete().count()
    sentence = ngettext(
        "%(count)s listing lacks a text", "%(count)s listings lack a text", listings
    )
    address = _list_of("booths_listing", edition, texts="incomplete")
    return _if_any(listings, "later", sentence, address)


def _silent_devices(edition: Edition) -> list[Task]:
    """Urgent where an entrance is silent. At night silence is as it should be."""
    if not show_days.is_open(edition, editions.now(edition)):
        return []
    mine = Device.objects.of(edition)
    entrances = _devices(mine.filter(ENTRANCE), DeviceState.SILENT)
    names = [*entrances, *_devices(mine.exclude(ENTRANCE), DeviceState.SILENT)]
    sentence = ngettext(
        "%(count)s device has been silent for more than ten minutes",
        "%(count)s devices have been silent for more than ten minutes",
        len(names),
    )
    address = _list_of("visitors_device", edition, state=DeviceState.SILENT.value)
    return _if_any(len(names), "urgent" if entrances else "later", sentence, address, names)


def _new_devices(edition: Edition) -> list[Task]:
    waiting = Device.objects.of(edition)
    names = [*_devices(waiting, DeviceState.NEW), *_devices(waiting, DeviceState.EXPIRED)]
    sentence = ngettext(
        "%(count)s device was never enrolled", "%(count)s devices were never enrolled", len(names)
    )
    return _if_any(len(names), "later", sentence, _list_of("visitors_device", edition), names)


def _devices(among: QuerySet[Device], state: DeviceState) -> list[str]:
    found = devices.in_state(among, state, timezone.now())
    return [str(device) for device in found.select_related("gate")]


def _if_any(
    count: int, kind: str, sentence: str, address: str, names: list[str] | None = None
) -> list[Task]:
    shown = ", ".join((names or [])[:8]) + (" …" if len(names or []) > 8 else "")
    return [Task(kind, sentence % {"count": count}, shown, address)] if count else []


def _list_of(rows: str, edition: Edition, **filters: str) -> str:
    return (
        f"{reverse(f'admin:{rows}_changelist')}?{urlencode({'edition': edition.slug, **filters})}"
    )


def _fair_day(edition: Edition) -> Any:
    """Today at the fair; before its first day that one, after the last the last."""
    today = editions.show_day(edition, editions.now(edition))
    try:
        first, last = show_days.first_and_last(edition)
    except show_days.NoShowDays:
        return today
    return min(max(today, first), last)
