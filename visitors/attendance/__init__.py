"""Attendance: counting what happened at the doors, and reading what was counted."""

from visitors.attendance.counting import count_new, rebuild
from visitors.attendance.recounts import Difference, reconcile

__all__ = ["Difference", "count_new", "rebuild", "reconcile"]
