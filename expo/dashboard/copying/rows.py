"""Rows made after other rows."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)

ROWS_AT_ONCE = 500


def like(row: Row, **changes: Any) -> Row:
    """An unsaved row with the same values but these, named as columns (`edition_id`).

    What the database makes, and ids that leave the house, it gets of its own."""
    own = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name != "uuid"
    }
    return type(row)(**(own | changes))


def copied(
    rows: Iterable[Row], changes: Callable[[Row], dict[str, Any]] = lambda row: {}
) -> dict[int, Row]:
    """The copies as they are stored, by the key of the row that each was made after."""
    old = list(rows)
    new = [like(row, **changes(row)) for row in old]
    if new:
        type(new[0])._default_manager.bulk_create(new, batch_size=ROWS_AT_ONCE)
    return {row.pk: copy for row, copy in zip(old, new, strict=True)}
