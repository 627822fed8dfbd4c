"""A table as a file for spreadsheet programs: the rows, and what they are on a sheet beside."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from expo import spreadsheets
from expo.dashboard.tables.shapes import Kind, Table
from expo.pages import downloads

FORMATS = downloads.FORMATS
DIGITS = {Kind.SHARE: 6, Kind.RATIO: 4, Kind.AREA: 2, Kind.MINUTES: 2}


def answer(_request: HttpRequest, table: Table, format_: str) -> HttpResponseBase:
    """CSV rows are sent as they come, so that `table.rows` may be any number of them."""
    return downloads.answer(sheet(table), name(table), format_, words(table))


def name(table: Table) -> str:
    """As `2023-day-20231125T1302`: of which edition, what, and as of when by the fair's clock."""
    moment = [f"{table.as_of:%Y%m%dT%H%M}"] if table.as_of else []
    return "-".join([table.edition.slug, table.name, *moment])


def sheet(table: Table) -> spreadsheets.Table:
    """The values as programs read them, under the labels in the reader's language: shares from 0
    to 1, nothing where there is nothing, and no sum among the rows."""
    columns = [(column.key, column.kind) for column in table.columns]
    return spreadsheets.Table(
        [str(column.label) for column in table.columns],
        ([_value(kind, row[key]) for key, kind in columns] for row in table.rows),
        str(table.title),
    )


def words(table: Table) -> spreadsheets.Table:
    """What the table is, as of when and from whom; then each column, its code, its definition and
    its sum."""
    return spreadsheets.Table(
        [_("Item"), _("Code"), _("Explanation"), _("Total")],
        [*_facts(table), *_columns(table)],
        _("About this table"),
    )


def _facts(table: Table) -> Iterator[tuple[Any, ...]]:
    edition = table.edition
    yield _("Table"), table.name, str(table.title), None
    yield _("Edition"), edition.slug, str(edition.name), None
    yield _("As of"), "as_of", table.as_of, None
    if edition.data_provider:
        yield _("Provider"), "provider", str(edition.data_provider), None
    if table.note:
        yield _("Note"), "note", str(table.note), None


def _columns(table: Table) -> Iterator[tuple[Any, ...]]:
    sums = table.total or {}
    for column in table.columns:
        total = _value(column.kind, sums.get(column.key))
        yield str(column.label), column.key, str(column.meaning), total


def _value(kind: Kind, value: Any) -> Any:
    if value is None or kind not in DIGITS:
        return value
    return round(value, DIGITS[kind])
