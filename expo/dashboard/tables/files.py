"""A table as a file for spreadsheet programs."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from expo import spreadsheets
from expo.dashboard.tables.shapes import Kind, Table
from expo.pages import downloads

FORMATS = downloads.FORMATS
DIGITS = {Kind.SHARE: 6, Kind.RATIO: 4, Kind.AREA: 2, Kind.MINUTES: 2}


def answer(_request: HttpRequest, table: Table, format_: str) -> HttpResponseBase:
    """The rows under the labels of their columns, in the reader's language."""
    return downloads.answer(sheet(table), name(table), format_)


def name(table: Table) -> str:
    """As `2023-day-20231125T1302`: of which edition, what, and as of when by the fair's clock."""
    moment = [f"{table.as_of:%Y%m%dT%H%M}"] if table.as_of else []
    return "-".join([table.edition.slug, table.name, *moment])


def sheet(table: Table) -> spreadsheets.Table:
    """Values as programs read them: no words for what is missing, shares from 0 to 1, no sum."""
    return spreadsheets.Table(
        [str(column.label) for column in table.columns],
        ([_value(column.kind, row[column.key]) for column in table.columns] for row in table.rows),
    )


def _value(kind: Kind, value: Any) -> Any:
    if value is None or kind not in DIGITS:
        return value
    return round(value, DIGITS[kind])
