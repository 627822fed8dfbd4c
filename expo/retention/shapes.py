"""What rules have in common: rows that become due all at once, and fields that are emptied."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from expo.models import Edition
from expo.retention import emptying
from expo.retention.registry import Batch, Due, Erase

Rows = Callable[[Edition], QuerySet[Any]]
Moment = Callable[[Edition], datetime | None]


def from_(ends_at: Moment, rows: Rows) -> Due:
    """All these rows of the edition from that moment on, and none before."""

    def due(edition: Edition, at: datetime) -> QuerySet[Any]:
        end = ends_at(edition)
        return rows(edition) if end is not None and end <= at else rows(edition).none()

    return due


def holding(values: Mapping[str, Any]) -> Q:
    """Rows of which one of the fields holds something else than what will be left of it."""
    condition = Q()
    for name, value in values.items():
        told = Q(**{f"{name}__isnull": False}) if value is None else ~Q(**{name: value})
        condition |= told
    return condition


def emptied(code: str, model: Any, values: Mapping[str, Any]) -> Erase:
    def erase(batch: Batch) -> dict[str, int]:
        return {code: emptying.empty(model, batch.keys, values)}

    return erase


def nothing(name: str) -> Q:
    """That a text is empty, or what is left of one that must not be."""
    return Q(**{f"{name}__in": ["", emptying.NOTHING]})
