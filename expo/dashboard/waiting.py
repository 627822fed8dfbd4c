"""What waits for the organisers, each line one click from being done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from booths import deadlines, moderation
from booths.models import Assignment, Deadline, Listing, Outage, Participation, Space
from expo import editions, incidents, mails, show_days
from expo.looks import reviews
from expo.models import Edition, Incident, Mail
from expo.retention import sweeping
from visitors import devices
from visitors.devices import DeviceState
from visitors.models import Device, GatePurpose
from visitors.registrations import approvals

KINDS = ("urgent", "soon", "later")
ENTRANCE = Q(gate__purpose=GatePurpose.ENTRANCE)
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One line of what waits: its `kind` is one of KINDS, its address is where it is done.

    `at_once`: the address that does it when it is posted to, with what its button says."""

    kind: str
    sentence: str
    detail: str
    address: str
    at_once: str = ""
    button: str = ""


def most_urgent_first(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: KINDS.index(task.kind))


def floor_tasks(edition: Edition) -> list[Task]:
    return [
        *_open_outages(edition),
        *_waiting_changes(edition),
        *_late_deadlines(edition),
        *_free_spaces(edition),
        *_unplaced(edition),
        *_mails_given_up(edition),
        *_incomplete_listings(edition),
    ]


def door_tasks(edition: Edition) -> list[Task]:
    return [*_silent_devices(edition), *_new_devices(edition)]


def visitor_tasks(edition: Edition) -> list[Task]:
    return _waiting_approvals(edition)


def incident_tasks(edition: Edition) -> list[Task]:
    """Breaches that are not closed, with what is left of the time to tell people of them."""
    return [_incident(one) for one in Incident.objects.of(edition).open().order_by("known_at")]


def privacy_tasks(edition: Edition) -> list[Task]:
    """What waits for the privacy officer."""
    return [
        *incident_tasks(edition),
        *_unreviewed_months(edition),
        *_due_for_destruction(edition),
    ]


def _incident(incident: Incident) -> Task:
    address = reverse("admin:expo_incident_change", args=[incident.pk])
    return Task(
        "urgent",
        _("Incident: %(clock)s") % {"clock": incidents.clock(incident, timezone.now())},
        "",
        address,
    )


def _unreviewed_months(edition: Edition) -> list[Task]:
    at = timezone.now()
    late = set(reviews.overdue(edition, at))
    return [
        Task(
            "urgent" if month in late else "soon",
            _("The access log of %(month)s waits for its review")
            % {"month": date_format(month, "YEAR_MONTH_FORMAT")},
            _("It is overdue.") if month in late else "",
            _of_month(edition, month),
        )
        for month in reviews.waiting(edition, at)
    ]


def _due_for_destruction(edition: Edition) -> list[Task]:
    rows = sum(due.rows for due in sweeping.dues(edition))
    sentence = ngettext(
        "%(count)s row is due for destruction, which the next night does",
        "%(count)s rows are due for destruction, which the next night does",
        rows,
    )
    return _if_any(rows, "later", sentence, _page("retention", edition))


def _of_month(edition: Edition, month: date) -> str:
    page = reverse("admin:look_review", args=[month.year, month.month])
    return f"{page}?{urlencode({'edition': edition.slug})}"


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
            at_once=reverse("admin:booths_outage_close", args=[outage.pk]),
            button=_("Close now"),
        )
        for outage in Outage.objects.of(edition).standing().with_spaces()
    ]


def _waiting_changes(edition: Edition) -> list[Task]:
    waiting = moderation.waiting(edition).count()
    sentence = ngettext(
        "%(count)s change of a listing waits for approval",
        "%(count)s changes of listings wait for approval",
        waiting,
    )
    return _if_any(waiting, "soon", sentence, _page("moderation", edition))


def _waiting_approvals(edition: Edition) -> list[Task]:
    """Nobody by name: whose registration waits is seen where it is decided."""
    registered = list(approvals.waiting(edition).values_list("registered_at", flat=True))
    sentence = ngettext(
        "%(count)s registration waits for approval",
        "%(count)s registrations wait for approval",
        len(registered),
    )
    oldest = [f"{timezone.localtime(at, edition.tz):%m-%d %H:%M}" for at in registered[:1]]
    since = [_("the oldest since %(at)s") % {"at": at} for at in oldest]
    return _if_any(len(registered), "soon", sentence, _page("approvals", edition), since)


def _late_deadlines(edition: Edition) -> list[Task]:
    """Those that have passed and that somebody has not answered: who it is."""
    passed = Deadline.objects.of(edition).filter(due_at__lte=editions.now(edition))
    return [_late(edition, one) for one in deadlines.with_missing(passed) if one.missing]  # type: ignore[attr-defined]  # added by the query


def _late(edition: Edition, deadline: Deadline) -> Task:
    missing = deadlines.missing(edition, deadline.kind).select_related("exhibitor").by_name()
    names = [str(participation.exhibitor) for participation in missing]
    sentence = ngettext(
        "%(what)s: %(count)s exhibitor is late",
        "%(what)s: %(count)s exhibitors are late",
        len(names),
    )
    facts = {"what": deadline.get_kind_display(), "count": len(names)}
    address = _list_of("booths_participation", edition, missing=deadline.kind)
    return Task("soon", sentence % facts, _first(names), address)


def _free_spaces(edition: Edition) -> list[Task]:
    given = Assignment.objects.on(_fair_day(edition)).values("space")
    free = list(Space.objects.of(edition).exclude(pk__in=given).values_list("code", flat=True))
    sentence = ngettext(
        "%(count)s space has no exhibitor today",
        "%(count)s spaces have no exhibitor today",
        len(free),
    )
    return _if_any(len(free), "soon", sentence, _page("plan", edition, state="free"), free)


def _unplaced(edition: Edition) -> list[Task]:
    mains = Participation.objects.of(edition).standing().mains().unplaced()
    names = [str(main.exhibitor) for main in mains.select_related("exhibitor").by_name()]
    sentence = ngettext(
        "%(count)s main exhibitor has no space",
        "%(count)s main exhibitors have no space",
        len(names),
    )
    return _if_any(len(names), "soon", sentence, _page("plan_table", edition), names)


def _mails_given_up(edition: Edition) -> list[Task]:
    failed = Mail.objects.filter(mails.GIVEN_UP, edition=edition).count()
    sentence = ngettext(
        "%(count)s mail could not be delivered", "%(count)s mails could not be delivered", failed
    )
    address = _list_of("expo_mail", edition, state="given_up")
    return _if_any(failed, "soon", sentence, address)


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
    mine = Device.objects.of(edition).in_hands()
    entrances = _devices(mine.filter(ENTRANCE), DeviceState.SILENT)
    names = [*entrances, *_devices(mine.exclude(ENTRANCE), DeviceState.SILENT)]
    sentence = ngettext(
        "%(count)s device has been silent for more than a minute",
        "%(count)s devices have been silent for more than a minute",
        len(names),
    )
    address = _list_of("visitors_device", edition, state=DeviceState.SILENT.value)
    return _if_any(len(names), "urgent" if entrances else "later", sentence, address, names)


def _new_devices(edition: Edition) -> list[Task]:
    waiting = Device.objects.of(edition).in_hands()
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
    said = sentence % {"count": count}
    return [Task(kind, said, _first(names or []), address)] if count else []


def _first(names: list[str]) -> str:
    return ", ".join(names[:MOST_NAMES]) + (" …" if len(names) > MOST_NAMES else "")


def _page(name: str, edition: Edition, **query: str) -> str:
    return f"{reverse(f'admin:{name}')}?{urlencode({'edition': edition.slug, **query})}"


def _list_of(rows: str, edition: Edition, **filters: str) -> str:
    return _page(f"{rows}_changelist", edition, **filters)


def _fair_day(edition: Edition) -> Any:
    """Today at the fair; before its first day that one, after the last the last."""
    today = editions.show_day(edition, editions.now(edition))
    try:
        first, last = show_days.first_and_last(edition)
    except show_days.NoShowDays:
        return today
    return min(max(today, first), last)
