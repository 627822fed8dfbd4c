"""Loading a folder of seed files: all of it or nothing, and twice changes nothing."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pghistory
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from expo import constraints
from expo.models import Edition
from expo.project.seeding import values
from expo.project.seeding.lines import Line
from expo.project.seeding.table import Table
from expo.project.seeding.tables import TABLES
from expo.project.seeding.values import Index
from visitors import keys

MADE, CHANGED, SAME = "made", "changed", "same"

Standing = dict[tuple[Any, ...], Model]


def load(folder: Path) -> dict[str, Counter[str]]:
    """How many rows of each table were made, changed and left the same. Raises SeedError."""
    index: Index = {}
    with transaction.atomic(), pghistory.context(command="seed"):
        counts = {table.name: store(table, table.lines(folder), index) for table in TABLES}
        for edition in index["editions"].values():
            keys.current(cast(Edition, edition))  # made when it is missing
    return counts


def store(table: Table, lines: Iterable[Line], index: Index) -> Counter[str]:
    """Make or change the row of every line; a row that already says the same is not saved."""
    rows = _standing(table, index)
    counts, seen = Counter({MADE: 0, CHANGED: 0, SAME: 0}), dict[tuple[str, ...], Line]()
    known = index.setdefault(table.name, {})
    for line in lines:
        key = line.key(table.key)
        if key in seen:
            raise line.error(f"{', '.join(key)} stands already in line {seen[key].number}.")
        seen[key] = line
        known[key], outcome = _put(table, line, rows, values.of(table, line, index))
        counts[outcome] += 1
    return counts


def _standing(table: Table, index: Index) -> Standing:
    """The table's rows of the editions that are loaded, by their identity, in one query."""
    rows = table.model._default_manager.filter(table.standing)
    if table.edition:
        rows = rows.filter(**{f"{table.edition}__in": list(index["editions"].values())})
    return {tuple(_raw(row, name) for name in table.identity): row for row in rows}


def _put(table: Table, line: Line, rows: Standing, wanted: dict[str, Any]) -> tuple[Model, str]:
    if table.check:
        table.check(line, wanted)
    new = table.model(**wanted)
    row = rows.setdefault(tuple(_raw(new, name) for name in table.identity), new)
    if row is new:
        _save(line, row)
        return row, MADE
    changed = [name for name in wanted if _raw(row, name) != _raw(new, name)]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        _save(line, row, update_fields=changed)
    return row, CHANGED if changed else SAME


def _raw(row: Model, name: str) -> Any:
    """A field's own value: for a reference, the key it holds."""
    return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]


def _save(line: Line, row: Model, **how: Any) -> None:
    try:
        row.save(**how)
    except IntegrityError as error:
        raise line.error(f"{constraints.sentence(error, type(row))} ({row})") from error
    except DataError as error:
        raise line.error(str(error).splitlines()[0]) from error
