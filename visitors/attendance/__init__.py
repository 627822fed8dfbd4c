"""Attendance: counting what happened at the doors, and reading what was counted."""

from collections.abc import Callable
from datetime import datetime

from expo.models import Edition
from visitors.attendance.breakdowns import (
    by_class,
    by_day,
    by_gate,
    by_hour,
    by_visit,
    quarters,
)
from visitors.attendance.counting import catch_up, count_new, count_stale, rebuild
from visitors.attendance.courses import Course, DayOfArea, Quarter, course, days_of_areas
from visitors.attendance.freshness import (
    LastCount,
    Pending,
    counted_to,
    headcounts_version,
    last_count,
    pending,
    version,
)
from visitors.attendance.halls import HallFigures, halls
from visitors.attendance.hours import HallHours, booth_hours_on, hall_hours_on
from visitors.attendance.insides import (
    DayInside,
    days_known,
    days_of,
    inside,
    inside_at_each,
    inside_each,
)
from visitors.attendance.knowledge import AsOfInTheFuture, AsOfTooEarly, Knowledge
from visitors.attendance.overviews import Overview, overview
from visitors.attendance.recounts import Difference, reconcile
from visitors.attendance.registrations import by_registration
from visitors.attendance.rhythms import Rhythm, rhythms
from visitors.attendance.rooms import (
    BoothDay,
    BoothHour,
    booth_days,
    booth_hours,
    booths,
    by_hall,
    by_session,
)
from visitors.attendance.rows import Row
from visitors.attendance.sources import fair_of
from visitors.attendance.totals import figures, figures_known

Breakdown = Callable[[Edition, datetime | None], list[Row]]

BREAKDOWNS: dict[str, Breakdown] = {
    "gate": by_gate,
    "hour": by_hour,
    "day": by_day,
    "hall": by_hall,
    "session": by_session,
    "class": by_class,
    "registration": by_registration,
    "visit": by_visit,
}

__all__ = [
    "BREAKDOWNS",
    "AsOfInTheFuture",
    "AsOfTooEarly",
    "BoothDay",
    "BoothHour",
    "Breakdown",
    "Course",
    "DayInside",
    "DayOfArea",
    "Difference",
    "HallFigures",
    "HallHours",
    "Knowledge",
    "LastCount",
    "Overview",
    "Pending",
    "Quarter",
    "Rhythm",
    "Row",
    "booth_days",
    "booth_hours",
    "booth_hours_on",
    "booths",
    "catch_up",
    "count_new",
    "count_stale",
    "counted_to",
    "course",
    "days_known",
    "days_of",
    "days_of_areas",
    "fair_of",
    "figures",
    "figures_known",
    "hall_hours_on",
    "halls",
    "headcounts_version",
    "inside",
    "inside_at_each",
    "inside_each",
    "last_count",
    "overview",
    "pending",
    "quarters",
    "rebuild",
    "reconcile",
    "rhythms",
    "version",
]
