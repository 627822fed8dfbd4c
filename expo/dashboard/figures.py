"""What the dashboard shows, as one document: page and feed show the same, and compute nothing.

Every number is asked of `visitors.attendance`; here it is only laid out.
"""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo import editions, show_days
from expo.dashboard import flows
from expo.models import Edition
from expo.show_days import Hours, NoShowDays
from visitors import attendance
from visitors.figures import DayFigures, Figures
from visitors.models import Area, AreaKind, Device

Document = dict[str, Any]


def board(edition: Edition, at: datetime) -> Document:
    """The figures as counted by now. Raises NoShowDays and ContradictoryRules."""
    counted = attendance.figures(edition)
    shown = shown_day(edition, at)
    return {
        "clock": {"at": at.isoformat(), "rate": _rate(edition)},
        "counted_to": counted.as_of and counted.as_of.isoformat(),
        "values": {
            **_totals(counted),
            **_of_day(counted, shown),
            **_inside(edition, at),
            **_waiting(edition),
        },
        "days": [_day_row(day, shown) for day in counted.days],
        "flow": flows.of_day(edition, shown, at),
    }


def shown_day(edition: Edition, at: datetime) -> Hours:
    """The day the dashboard tells of: today, after a show day the last one, before all the first.

    Raises NoShowDays."""
    days = show_days.opening_hours(edition)
    if not days:
        raise NoShowDays
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


def _inside(edition: Edition, at: datetime) -> dict[str, float]:
    fair = Area.objects.of(edition).filter(kind=AreaKind.FAIR).select_related("edition").first()
    there = attendance.inside(fair, at) if fair else None
    people = there.people if there else 0
    return {"occupancy": people, "occupancy_share": _percent(people, edition.capacity)}


def _waiting(edition: Edition) -> dict[str, int]:
    """Scans that the devices said they hold, and how many devices there are."""
    pending = attendance.pending(edition)
    return {
        "unsent": sum(device.scans for device in pending),
        "unsent_devices": len(pending),
        "devices": Device.objects.of(edition).in_use().count(),
    }


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
