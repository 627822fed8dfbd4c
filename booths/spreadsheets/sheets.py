"""A table as it was sent: rows of texts, whichever kind of file they came in."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expo import spreadsheets
from expo.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # characters, as in a spreadsheet program

Cells = tuple[str, ...]
NumberedCells = tuple[int, Cells]
"""The number of the row as spreadsheet programs count: the header is row 1."""

INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u2060")


class Unreadable(Refused):
    """The file as a whole: what it is instead of a table, and what to do."""

    code = "unreadable_file"


class Formula(str):
    """The text of a formula for which the file holds no result."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """`written_as` names the encoding or the format that was found: UTF-8, CP949, XLSX."""

    written_as: str
    header: Cells
    rows: list[NumberedCells]


def sheet(written_as: str, rows: Iterable[Iterable[str]]) -> Sheet:
    """Without the rows that are empty. Raises Unreadable for a table that is empty or too large."""
    numbered = _numbered(rows)
    first = next(numbered, None)
    if first is None:
        raise Unreadable(_("This file is empty."))
    body = list(numbered)
    if not body:
        raise Unreadable(_("This file has a header and no rows below it."))
    return Sheet(written_as, first[1], body)


def tidy(text: str) -> str:
    """One way of writing Korean (a Mac takes syllables apart), no spaces around, none unseen.

    What an export kept from being run is again what it was."""
    return spreadsheets.plain(unicodedata.normalize("NFC", text).translate(INVISIBLE).strip())


def _numbered(rows: Iterable[Iterable[str]]) -> Iterator[NumberedCells]:
    found = 0
    for number, row in enumerate(rows, start=1):
        cells = _tidied(row)
        if not any(cells):
            continue
        found += 1
        if found > MOST_ROWS + 1:
            raise Unreadable(
                _("This file has more than %(most)s rows. Send it in several files.")
                % {"most": f"{MOST_ROWS:,}"}
            )
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                _("Row %(row)s has more than %(most)s columns: this is not the right table.")
                % {"row": number, "most": MOST_COLUMNS}
            )
        yield number, cells


def _tidied(row: Iterable[str]) -> Cells:
    """Without the empty cells at the end, which spreadsheet programs like to add."""
    cells = [cell if isinstance(cell, Formula) else tidy(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
