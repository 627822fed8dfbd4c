"""What stands in a cell, as people read it in their language. Files hold the values themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.dashboard.tables.shapes import Column, Kind, Row, Table

NUMBERS = {Kind.COUNT, Kind.SHARE, Kind.AREA, Kind.MINUTES, Kind.RATIO}
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """`address`: where what is behind it can be read."""

    column: Column
    text: str
    address: str = ""

    @property
    def is_number(self) -> bool:
        return self.column.kind in NUMBERS


def shown(table: Table) -> list[Column]:
    """The columns for people: codes of programs stay in files."""
    return [column for column in table.columns if column.kind is not Kind.KEY]


def lines(table: Table) -> Iterator[list[Cell]]:
    """The rows as people read them."""
    columns = shown(table)
    return ([_cell(column, row) for column in columns] for row in table.rows)


def total(table: Table) -> list[Cell]:
    """The last line: its name, and the sums; nothing where rows do not sum to anything."""
    first, *others = shown(table)
    sums = table.total or {}
    return [
        Cell(first, _("Total")),
        *(Cell(column, _sum(column, sums), _address(column, sums)) for column in others),
    ]


def text(column: Column, value: Any) -> str:
    """A value of that column in words and signs; nothing at all as the column calls it."""
    return str(column.missing or NOTHING) if value is None else TEXTS[column.kind](value)


def _cell(column: Column, row: Row) -> Cell:
    return Cell(column, text(column, row[column.key]), _address(column, row))


def _address(column: Column, row: Row) -> str:
    addresses: dict[str, str] = row.get("addresses", {})
    return addresses.get(column.key, "")


def _sum(column: Column, sums: Row) -> str:
    return text(column, sums[column.key]) if column.key in sums else ""


def _whole(value: float) -> str:
    return intcomma(round(value))


def _with_two_decimals(value: float) -> str:
    return intcomma(f"{value:.2f}")


TEXTS: dict[Kind, Callable[[Any], str]] = {
    Kind.NAME: str,
    Kind.CODE: str,
    Kind.KEY: str,
    Kind.COUNT: _whole,
    Kind.SHARE: lambda share: f"{100 * share:.1f}%",
    Kind.AREA: _with_two_decimals,
    Kind.MINUTES: _whole,
    Kind.RATIO: _with_two_decimals,
    Kind.DAY: lambda day: date_format(day, "Y-m-d (D)"),
    Kind.TIME: lambda at: date_format(at, "Y-m-d H:i"),
    Kind.FLAG: lambda is_so: _("Yes") if is_so else _("No"),
}
