"""Tables for spreadsheet programs: CSV as Korean offices open it, and XLSX. Rows are streamed."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.workbook.child import INVALID_TITLE_REGEX

BYTE_ORDER_MARK = "\ufeff"
"""Without it the spreadsheet program of most offices reads UTF-8 as CP949."""

ACTIVE = re.compile(r"'*[=+\-@\t\r]")
"""How a cell begins that a spreadsheet program would run, or that was kept from it before."""

ROWS_AT_ONCE = 500
COLUMN_WIDTH = 16
LONGEST_SHEET_NAME = 31

Row = Sequence[Any]
Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """One header row, and rows of texts, numbers, dates and times, as long as the header.

    `title` is what its sheet is called in a workbook."""

    header: Sequence[str]
    rows: Iterable[Row]
    title: str = ""


def neutral(text: str) -> str:
    """The text as a spreadsheet program shows it and never runs it; `plain` leads back."""
    return f"'{text}" if ACTIVE.match(text) else text


def plain(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text.startswith("'") and ACTIVE.match(text) else text


def csv_pieces(table: Table) -> Iterator[bytes]:
    """UTF-8 with its mark, CRLF, one header row."""
    buffer = io.StringIO(BYTE_ORDER_MARK, newline="")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([_text(cell) for cell in table.header])
    for number, row in enumerate(table.rows, start=1):
        writer.writerow([_text(cell) for cell in row])
        if number % ROWS_AT_ONCE == 0:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_xlsx(table: Table, file: IO[bytes], *beside: Table) -> None:
    """A sheet for each. Numbers are numbers, everything else is text: codes keep their leading
    zeros."""
    book = Workbook(write_only=True)
    for each in (table, *beside):
        sheet = book.create_sheet(_sheet_name(each.title))
        sheet.freeze_panes = "A2"
        sheet.sheet_format.defaultColWidth = COLUMN_WIDTH
        sheet.append([_text(cell) for cell in each.header])
        for row in each.rows:
            sheet.append([_cell(cell) for cell in row])
    book.save(file)


def _sheet_name(title: str) -> str | None:
    """As far as a workbook allows it; nothing: the program's own."""
    return INVALID_TITLE_REGEX.sub(" ", title).strip(" '")[:LONGEST_SHEET_NAME].strip(" '") or None


def _emptied(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece


def _cell(value: Any) -> str | Number | None:
    if isinstance(value, Number) and not isinstance(value, bool):
        return value
    return ILLEGAL_CHARACTERS_RE.sub("", _text(value)) or None


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case Decimal():
            return f"{value.normalize():f}"
        case date():  # a time too: with its offset
            return value.isoformat()
        case int() | float():
            return str(value)
    return neutral(str(value))
