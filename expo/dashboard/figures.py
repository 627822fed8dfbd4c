"""What the dashboard shows, as one document: page and feed show the same, and compute nothing.

Every number is asked of `visitors.attendance`; here it is only laid out.
"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo import editions
from expo.dashboard import alarms, flows, moments
from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance, devices
from visitors.attendance import DayInside
from visitors.figures import DayFigures, Figures
from visitors.models import Area, AreaKind

Document = dict[str, Any]


def board(edition: Edition, days: list[Hours], at: datetime) -> Document:
    """The figures as counted by now. `days` are the opening hours, at least of one day.

    Raises ContradictoryRules."""
    counted = attendance.figures(edition)
    shown = shown_day(edition, days, at)
    there = _inside(edition, at)
    return {
        "day": shown.opens.date().isoformat(),
        "phase": moments.moment(days, at).phase.label,
        "clock": {"at": at.isoformat(), "rate": _rate(edition)},
        "counted_to": counted.as_of and counted.as_of.isoformat(),
        "peak_at": there.peak.at.isoformat() if there and there.peak else None,
        "values": {
            **_totals(counted),
            **_of_day(counted, shown),
            **_people(there, edition.capacity),
            **_waiting(edition),
        },
        "alarms": alarms.of_booths(edition, at),
        "days": [_day_row(day, shown) for day in counted.days],
        "flow": flows.of_day(edition, shown, at),
    }


def shown_day(edition: Edition, days: list[Hours], at: datetime) -> Hours:
    """The day that is told of: today, after a show day the last one, before all the first."""
    today = editions.show_day(edition, at)
    begun = [hours for hours in days if hours.opens.date() <= today]
    return begun[-1] if begun else days[0]


def _rate(edition: Edition) -> float:
    return 1.0 if edition.clock_set_at is None else edition.clock_rate


def _totals(counted: Figures) -> dict[str, float]:
    return {
        "visits": counted.visits,
        "visitors": counted.visitors,
        "repeat": counted.repeat,
        "repeat_share": _percent(counted.repeat, counted.visits, digits=1),
    }


def _of_day(counted: Figures, shown: Hours) -> dict[str, int]:
    day = next(day for day in counted.days if day.day == shown.opens.date())
    return {"entries": day.entries, "daily_unique": day.daily_unique}


def _inside(edition: Edition, at: datetime) -> DayInside | None:
    fair = Area.objects.of(edition).filter(kind=AreaKind.FAIR).select_related("edition").first()
    return attendance.inside(fair, at) if fair else None


def _people(there: DayInside | None, capacity: int) -> dict[str, float]:
    people = there.people if there else 0
    peak = there.peak.people if there and there.peak else 0
    return {"occupancy": people, "occupancy_share": _percent(people, capacity), "peak": peak}


def _waiting(edition: Edition) -> dict[str, int]:
    """The devices in use, those that are silent, and the scans that they said they hold."""
    told = devices.overview(edition, timezone.now())
    return {"devices": told.devices, "silent": told.silent, "unsent": told.unsent}


def _day_row(day: DayFigures, shown: Hours) -> Document:
    return {
        "day": day.day.isoformat(),
        "label": date_format(day.day, _("D, j F")),
        "is_shown": day.day == shown.opens.date(),
        "entries": day.entries,
        "daily_unique": day.daily_unique,
        "unidentified": day.unidentified,
    }


def _percent(part: int, whole: int, digits: int = 0) -> float:
    """Of nothing, nothing: 0."""
    share = round(100 * part / whole, digits) if whole else 0
    return share if digits else int(share)
