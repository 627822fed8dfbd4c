"""What planners should know now, as plain values, the gravest first: what is not as it should be.

Each has the same keys. `state` is for programs, `word` for people; `where` is the place and
`address` what shows it, "" for none; `cause` and `when` say more of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo.dashboard import notices
from expo.dashboard.moments import Phase
from expo.dashboard.notices import BoothNotice, Place
from expo.models import Edition
from visitors import areas, capacity_warnings, devices
from visitors.capacity_warnings import CapacityWarning
from visitors.devices import DeviceState, Overview
from visitors.models import Device, Level

Document = dict[str, Any]
MOST_NAMED = 2


def of_places(edition: Edition) -> list[Document]:
    """One for each place that came up to a level and is still there, by its gravest."""
    gravest: dict[int, CapacityWarning] = {}
    for warning in capacity_warnings.standing(edition):
        gravest.setdefault(warning.area_id, warning)
    return [_of_place(edition, warning) for warning in gravest.values()]


def of_booths(edition: Edition, at: datetime) -> list[Document]:
    """One for each outage that has begun and stands, the latest first, in the reader's words."""
    return [_of_booth(notice) for notice in notices.of_booths(edition, at) if notice.places]


def of_sessions(sessions: Iterable[Document]) -> list[Document]:
    """One for each session where nobody else fits in."""
    return [
        _alarm(
            "full",
            told["full"],
            where=told["title"],
            cause=_of(told["people"] if told["people"] is not None else told["reserved"], told),
            when=f"{told['when']} · {told['where']}",
        )
        for told in sessions
        if told["full"]
    ]


def of_devices(edition: Edition, overview: Overview, phase: Phase) -> list[Document]:
    """Scanners that are not heard while the doors are open, and scans that nobody has yet."""
    found = []
    if overview.silent and phase is Phase.OPEN:
        found.append(_silent(edition, overview))
    if overview.unsent:
        found.append(_unsent(overview))
    return found


def in_order(alarms: Sequence[Document]) -> list[Document]:
    """A full place stops everybody at once; what a scanner holds can wait."""
    return sorted(alarms, key=lambda alarm: RANK.get(alarm["state"], len(RANK)))


ORDER = (Level.STOP, "suspended", Level.WARNING, "degraded", "full", "silent", "unsent")
RANK = {str(state): place for place, state in enumerate(ORDER)}


def _alarm(state: str, word: str, **told: Any) -> Document:
    """`more` are the booths beyond those that `where` names."""
    plain = {
        "where": "",
        "booths": 0,
        "more": 0,
        "text": "",
        "cause": "",
        "when": "",
        "address": "",
    }
    return {"state": state, "word": word, **plain, **told}


def _of_place(edition: Edition, warning: CapacityWarning) -> Document:
    raised = warning.raised_at.astimezone(edition.tz)
    seen = hasattr(warning, "acknowledgement")
    return _alarm(
        warning.level,
        warning.get_level_display(),
        where=areas.title(warning.area),
        cause=_("Somebody has seen to it") if seen else _("Nobody has acknowledged it"),
        when=_("%(people)s of %(capacity)s at %(time)s")
        % {
            "people": _number(warning.people),
            "capacity": _number(warning.capacity),
            "time": date_format(raised, "H:i"),
        },
        address=reverse("safety", args=[edition.slug]),
    )


def _of_booth(notice: BoothNotice) -> Document:
    outage, places = notice.outage, notice.places
    return _alarm(
        outage.state,
        outage.get_state_display(),
        where=", ".join(_named(place) for place in places[:MOST_NAMED]),
        booths=len(places),
        more=len(places[MOST_NAMED:]),
        text=str(outage.text),
        cause=outage.get_cause_display(),
        when=notice.when,
        address=f"{reverse('plan')}?{urlencode({'booth': places[0].space.code})}",
    )


def _named(place: Place) -> str:
    return " ".join([place.space.code, *place.exhibitors[:1]])


def _silent(edition: Edition, overview: Overview) -> Document:
    now = timezone.now()
    in_hands = Device.objects.of(edition).in_use().in_hands().select_related("gate", "contact")
    silent = devices.in_state(in_hands, DeviceState.SILENT, now).order_by("gate__code", "name")
    named = list(silent[:MOST_NAMED])
    others = overview.silent - len(named)
    return _alarm(
        "silent",
        _("Silent"),
        where=", ".join(f"{device.gate.code} {device.name}" for device in named),
        cause=ngettext("%(devices)s scanner", "%(devices)s scanners", overview.silent)
        % {"devices": _number(overview.silent)},
        when=" · ".join(filter(None, [_since(named[0], now) if named else "", _and_more(others)])),
    )


def _since(device: Device, now: datetime) -> str:
    contact = getattr(device, "contact", None)
    if contact is None:
        return _("%(gate)s was never heard") % {"gate": device.gate.code}
    minutes = (now - contact.seen_at) // timedelta(minutes=1)
    return ngettext(
        "%(gate)s not heard for %(minutes)s minute",
        "%(gate)s not heard for %(minutes)s minutes",
        minutes,
    ) % {"gate": device.gate.code, "minutes": _number(minutes)}


def _and_more(devices: int) -> str:
    if devices <= 0:
        return ""
    words = ngettext("and %(devices)s more", "and %(devices)s more", devices)
    return words % {"devices": _number(devices)}


def _unsent(overview: Overview) -> Document:
    return _alarm(
        "unsent",
        _("Not sent yet"),
        cause=ngettext("%(scans)s scan", "%(scans)s scans", overview.unsent)
        % {"scans": _number(overview.unsent)},
        when=ngettext(
            "held by %(devices)s scanner; the figures lack them until then",
            "held by %(devices)s scanners; the figures lack them until then",
            overview.holding,
        )
        % {"devices": _number(overview.holding)},
    )


def _of(part: int, told: Document) -> str:
    words = _("%(part)s of %(whole)s")
    return words % {"part": _number(part), "whole": _number(told["capacity"])}


def _number(number: int) -> str:
    return number_format(number, force_grouping=True)
