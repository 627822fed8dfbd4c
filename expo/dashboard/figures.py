"""What the dashboard shows, as one document: page and feed show the same, and compute nothing.

Every number is asked of `visitors.attendance`; here it is only laid out.
"""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo import editions
from expo.dashboard import alarms, comparisons, fillings, flows, moments, places
from expo.dashboard.comparisons import SoFar
from expo.models import Edition
from expo.show_days import Hours
from visitors import attendance, capacity_warnings
from visitors.attendance import DayInside
from visitors.devices import Overview
from visitors.figures import DayFigures, Figures

Document = dict[str, Any]


def board(edition: Edition, days: list[Hours], at: datetime, heard: Overview) -> Document:
    """The figures as counted by now. `days` are the opening hours, at least of one day; `heard` is
    what the devices said.

    Raises ContradictoryRules."""
    counted, shown = attendance.figures(edition), shown_day(edition, days, at)
    phase = moments.moment(days, at).phase
    sessions = fillings.sessions(edition, at)
    there = places.at(edition, sessions, at)
    filling = fillings.of_sessions(sessions, there.rooms, at)
    so_far = comparisons.so_far(edition, counted.days, shown, at)
    fair = there.fair
    return {
        "day": shown.opens.date().isoformat(),
        "phase": phase.label,
        "clock": clock(edition, at),
        "counted_to": counted.as_of and counted.as_of.isoformat(),
        "peak_at": fair.peak.at.isoformat() if fair and fair.peak else None,
        "values": {
            **_totals(counted),
            **_of_day(counted, shown),
            **_people(fair, edition.capacity),
            **_waiting(heard),
        },
        "level": fillings.level(
            capacity_warnings.level_in(edition, fair.people if fair else 0, edition.capacity)
        ),
        "compared": comparisons.document(edition, so_far, at),
        "alarms": alarms.in_order(
            [
                *alarms.of_places(edition),
                *alarms.of_booths(edition, at),
                *alarms.of_sessions(filling),
                *alarms.of_devices(edition, heard, phase),
            ]
        ),
        "days": [_day_row(day, so_far) for day in counted.days if day.day in so_far.entries],
        "days_ahead": sum(day.day not in so_far.entries for day in counted.days),
        "flow": flows.of_day(edition, shown, at, so_far),
        "halls": fillings.of_halls(edition, there),
        "sessions": filling,
    }


def shown_day(edition: Edition, days: list[Hours], at: datetime) -> Hours:
    """The day that is told of: today, after a show day the last one, before all the first."""
    today = editions.show_day(edition, at)
    begun = [hours for hours in days if hours.opens.date() <= today]
    return begun[-1] if begun else days[0]


def clock(edition: Edition, at: datetime) -> Document:
    """The fair's clock, which a page lets run on."""
    rate = 1.0 if edition.clock_set_at is None else edition.clock_rate
    return {"at": at.isoformat(), "rate": rate}


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


def _people(there: DayInside | None, capacity: int) -> dict[str, float]:
    people = there.people if there else 0
    peak = there.peak.people if there and there.peak else 0
    return {"occupancy": people, "occupancy_share": _percent(people, capacity), "peak": peak}


def _waiting(told: Overview) -> dict[str, int]:
    """The devices in use, those that are silent, and the scans that some said they hold."""
    return {
        "devices": told.devices,
        "silent": told.silent,
        "holding": told.holding,
        "unsent": told.unsent,
    }


def _day_row(day: DayFigures, so_far: SoFar) -> Document:
    return {
        "day": day.day.isoformat(),
        "label": date_format(day.day, _("D, j F")),
        "is_shown": day.day == so_far.day,
        "by_now": so_far.entries[day.day],
        "entries": day.entries,
        "daily_unique": day.daily_unique,
        "unidentified": day.unidentified,
    }


def _percent(part: int, whole: int, digits: int = 0) -> float:
    """Of nothing, nothing: 0."""
    share = round(100 * part / whole, digits) if whole else 0
    return share if digits else int(share)
