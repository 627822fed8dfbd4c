"""Columns that several lists have."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from unfold.decorators import display

Column = Callable[..., Any]


def moment_text(at: datetime | None) -> str:
    """A moment of the fair, in the time zone that is in force, as it sorts: 2023-11-24 15:25."""
    return "" if at is None else f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def moment(field: str, description: Any) -> Column:
    """A list column for the moment in `field`, which may be a path."""

    @display(description=description, ordering=field, empty_value="–")
    def column(_admin: Any, row: Any) -> str | None:
        return moment_text(along(row, field)) or None

    return column


def instant(field: str, description: Any) -> Column:
    """The same to the second, for a row's own page."""

    @display(description=description, ordering=field, empty_value="–")
    def column(_admin: Any, row: Any) -> str | None:
        at = along(row, field)
        return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}" if at else None

    return column


def along(row: Any, path: str) -> Any:
    """What stands at the end of the path, which is written as for a filter."""
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row
