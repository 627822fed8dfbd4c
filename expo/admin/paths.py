"""The way from a row to the edition it belongs to."""

from django.db.models import Model


def edition_of(row: Model, path: str) -> int | None:
    """The primary key of the row's edition; None where the path is empty.

    `path` is written as for a filter: `edition`, `space__edition`, or `pk` for an edition."""
    *steps, last = path.split("__")
    at: Model | None = row
    for step in steps:
        at = getattr(at, step, None)
    if at is None:
        return None
    edition: int | None = at.pk if last == "pk" else getattr(at, f"{last}_id")
    return edition
