"""XLSX: a ZIP of XML files, so nothing in it is believed before it has been looked at."""

import re
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from booths.spreadsheets.sheets import Formula, Sheet, Unreadable, sheet

XLSX = "XLSX"
MOST_ENTRIES = 500
MOST_UNPACKED = 150 * 1024 * 1024
AT_ONCE = 1024 * 1024
IS_ENCRYPTED = 0x1

WORKBOOK = "xl/workbook.xml"
FORMULA = re.compile(rb"<(\w+:)?f[\s/>]")
DAMAGE = (
    *(AttributeError, EOFError, LookupError, OSError, TypeError, ValueError),
    *(BadZipFile, InvalidFileException, NotImplementedError, ParseError, RuntimeError, zlib.error),
)
"""All that the library is known to raise for a workbook that somebody damaged."""


def read(file: IO[bytes]) -> Sheet:
    """The first sheet that is not hidden. Raises Unreadable."""
    try:
        has_formulas = _looked_at(file)
        return sheet(XLSX, _rows(file, has_formulas=has_formulas))
    except DAMAGE as error:
        raise Unreadable(
            _(
                "This workbook is damaged and cannot be read. Open it in your spreadsheet program, "
                "save it once more and send that."
            )
        ) from error


def _looked_at(file: IO[bytes]) -> bool:
    """Whether there are formulas in it. Raises Unreadable for what is no honest workbook."""
    with ZipFile(file) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if WORKBOOK not in names:
            raise Unreadable(
                _("This is a ZIP file, but no Excel workbook (XLSX). Send XLSX or CSV.")
            )
        if len(entries) > MOST_ENTRIES or sum(e.file_size for e in entries) > MOST_UNPACKED:
            raise Unreadable(
                _("Unpacked, this workbook is far larger than any table of a fair. Send CSV.")
            )
        if any(entry.flag_bits & IS_ENCRYPTED for entry in entries):
            raise Unreadable(_("This workbook is encrypted. Send it without a password."))
        return any(_has_formulas(archive, name) for name in names if "worksheets/" in name)


def _has_formulas(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as stream:
        rest = b""
        while piece := stream.read(AT_ONCE):
            if FORMULA.search(rest + piece):
                return True
            rest = piece[-32:]
    return False


def _rows(file: IO[bytes], *, has_formulas: bool) -> Iterator[Iterable[str]]:
    results = _values(file, data_only=True)
    if not has_formulas:
        return (map(_text, row) for row in results)
    formulas = _values(file, data_only=False)
    return (
        map(_text_of_both, row, written) for row, written in zip(results, formulas, strict=True)
    )


def _values(file: IO[bytes], *, data_only: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of the sheet; `data_only` gives the results of formulas, else their texts."""
    book = load_workbook(file, read_only=True, data_only=data_only, keep_links=False)
    shown = [page for page in book.worksheets if page.sheet_state == "visible"]
    if not shown:
        raise Unreadable(_("This workbook has no sheet with a table."))
    shown[0].reset_dimensions()  # what the file says of its own size is often wrong
    return shown[0].iter_rows(values_only=True)


def _text_of_both(result: Any, written: Any) -> str:
    """The result that was stored with a formula; the formula itself, if none was."""
    if result is None and isinstance(written, str) and written.startswith("="):
        return Formula(written)
    if result is None and written is not None and not isinstance(written, str):
        return Formula("=")  # an array formula, which is no text
    return _text(result)


def _text(value: Any) -> str:
    """The cell as somebody would type it: 3 for 3.0, 0.3 for 0.30000000000000004, ISO dates."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.12g}"
        case datetime() if value.time() != time():
            return value.isoformat()
        case date():
            return f"{value:%Y-%m-%d}"
    return str(value)
