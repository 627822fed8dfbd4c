"""Ranges of days, in words: the database's upper bound is the day after the last."""

from datetime import timedelta
from typing import Any


def days_text(days: Any) -> str:
    """`2023-11-23 – 2023-11-25`, or the one day."""
    first, last = days.lower, days.upper - timedelta(days=1)
    return f"{first} – {last}" if first != last else f"{first}"
