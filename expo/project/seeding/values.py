"""From the cells of a line to the values of a row."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import BooleanField, DateTimeField, Model
from django.utils.timezone import is_naive

from expo.project.seeding.lines import Line
from expo.project.seeding.table import Reference, Table

YES_OR_NO = {"yes": True, "no": False}

Index = dict[str, dict[tuple[str, ...], Model]]


def of(table: Table, line: Line, index: Index) -> dict[str, Any]:
    """Every value the line gives its row; raises SeedError naming the cell that is wrong."""
    values: dict[str, Any] = {
        name: look_up(reference, line, index) for name, reference in table.references.items()
    }
    for name in table.fields:
        values[name] = parse(table.model._meta.get_field(name), line)
    for name, compute in table.computed.items():
        values[name] = compute(line, values)
    return values


def look_up(reference: Reference, line: Line, index: Index) -> Model | None:
    key = line.key(reference.columns)
    if not key[-1]:
        return None
    found = index[reference.table].get(key)
    if found is None:
        raise line.error(
            f"{reference.table}.csv has no {key[-1]!r} that this could mean.",
            reference.columns[-1],
        )
    return found


def parse(field: Any, line: Line) -> Any:
    """The cell named like the field, as the field understands it. An empty cell is its default."""
    cell = line[field.name]
    if not cell and (field.has_default() or field.null):
        return field.get_default()
    try:
        value = field.clean(_yes_or_no(cell, field), None)
    except ValidationError as error:
        raise line.error(" ".join(error.messages), field.name) from error
    if isinstance(field, DateTimeField) and is_naive(value):
        raise line.error(f"{cell!r} has no offset such as +09:00.", field.name)
    return value


def _yes_or_no(cell: str, field: Any) -> Any:
    return YES_OR_NO.get(cell, cell) if isinstance(field, BooleanField) else cell


def days(line: Line) -> DateRange:
    """`first_day` to `last_day`, both included, the way the database stores it."""
    first, last = _date(line, "first_day"), _date(line, "last_day")
    if last < first:
        raise line.error(f"the last day comes before the first, {first}.", "last_day")
    return DateRange(first, last + timedelta(days=1))


def moment(line: Line, column: str, tz: Any) -> datetime:
    """The line's `date` at the time of day in `column`, where the edition is held."""
    try:
        clock = time.fromisoformat(line[column])
    except ValueError as error:
        raise line.error(f"{line[column]!r} is not a time such as 10:30.", column) from error
    return datetime.combine(_date(line, "date"), clock, tzinfo=tz)


def _date(line: Line, column: str) -> date:
    try:
        return date.fromisoformat(line[column])
    except ValueError as error:
        raise line.error(f"{line[column]!r} is not a date such as 2023-11-23.", column) from error
