"""Tables as organisers send them, good and bad."""

import csv
import io

from openpyxl import Workbook

from booths import spreadsheets
from booths.spreadsheets import Kind, signs


def text_of(*rows, delimiter=","):
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def csv_of(*rows, encoding="utf-8-sig", delimiter=","):
    return text_of(*rows, delimiter=delimiter).encode(encoding)


def xlsx_of(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content):
    return signs.read(io.BytesIO(content), len(content))


def look(edition, kind, *rows):
    """The preview of a CSV with these rows, the header first."""
    return spreadsheets.preview(edition, Kind(kind), read(csv_of(*rows)))


def store(edition, kind, *rows):
    sheet = read(csv_of(*rows))
    seen = spreadsheets.preview(edition, Kind(kind), sheet).fingerprint
    return spreadsheets.apply(edition, Kind(kind), sheet, seen=seen)


def faults(found):
    """Row, column and rule of each fault, in the order of the rows."""
    return [(fault.row, fault.column, fault.rule) for fault in found.faults]


def told(found):
    return found.made, found.changed, found.same
