"""CSV: whose encoding nobody wrote down, with whatever stands between its cells."""

import codecs
import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from booths.spreadsheets.sheets import LONGEST_CELL, Sheet, Unreadable, sheet

BETWEEN_CELLS = ",\t;"
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
UNMARKED = (("utf-8", "UTF-8"), ("cp949", "CP949"))
"""UTF-8 first: Korean in CP949 is practically never valid UTF-8."""


def read(content: bytes) -> Sheet:
    """Raises Unreadable for what is neither UTF-8 nor CP949, and for broken quotes."""
    text, name = _decoded(content)
    if "\0" in text:
        raise Unreadable(_("This is no text file, so no CSV. Send XLSX or CSV."))
    return sheet(name, _rows(text))


def _decoded(content: bytes) -> tuple[str, str]:
    marked = [(encoding, name) for mark, encoding, name in MARKS if content.startswith(mark)]
    read_until = 0
    for encoding, name in marked or UNMARKED:
        try:
            return content.decode(encoding).removeprefix("\ufeff"), name
        except UnicodeDecodeError as error:
            read_until = max(read_until, error.start)
    raise Unreadable(
        _(
            "Line %(line)s cannot be read: the file is neither UTF-8 nor CP949. Save it once more "
            "as “CSV UTF-8” or as XLSX and send that."
        )
        % {"line": content.count(b"\n", 0, read_until) + 1}
    )


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(
            _(
                "Line %(line)s cannot be taken apart into cells: a quotation mark is missing, or "
                "there is one too many."
            )
            % {"line": reader.line_num}
        ) from error


def _delimiter(text: str) -> str:
    """Whatever the first line has most of."""
    first = text.lstrip("\r\n").splitlines()[:1]
    return max(BETWEEN_CELLS, key=(first or [""])[0].count)
