"""Attendance: counting what happened at the doors, and reading what was counted."""

from visitors.attendance.breakdowns import BREAKDOWNS, BoothDay, booth_days, peak_document, quarters
from visitors.attendance.counting import catch_up, count_new, rebuild
from visitors.attendance.freshness import Pending, counted_to, pending, version
from visitors.attendance.insides import DayInside, days_of, fair_of, inside
from visitors.attendance.knowledge import Knowledge
from visitors.attendance.recounts import Difference, reconcile
from visitors.attendance.sums import AsOfInTheFuture, AsOfTooEarly, figures, figures_known

__all__ = [
    "BREAKDOWNS",
    "AsOfInTheFuture",
    "AsOfTooEarly",
    "BoothDay",
    "DayInside",
    "Difference",
    "Knowledge",
    "Pending",
    "booth_days",
    "catch_up",
    "count_new",
    "counted_to",
    "days_of",
    "fair_of",
    "figures",
    "figures_known",
    "inside",
    "peak_document",
    "pending",
    "quarters",
    "rebuild",
    "reconcile",
    "version",
]
