"""Answering with a table for a spreadsheet program. Memory stays flat at any number of rows."""

from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from expo import spreadsheets
from expo.spreadsheets import Table

CSV, XLSX = "csv", "xlsx"
FORMATS = (CSV, XLSX)
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def answer(table: Table, name: str, format_: str, *beside: Table) -> HttpResponseBase:
    """The file `<name>.<format>` to keep; what may change at any moment is not to be cached.

    A workbook has more tables `beside` it, which a CSV has no room for."""
    answer = _xlsx(table, *beside) if format_ == XLSX else _csv(table)
    disposition = content_disposition_header(True, f"{name}.{format_}")  # noqa: FBT003 # Django's
    answer.headers["Content-Disposition"] = str(disposition)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _csv(table: Table) -> HttpResponseBase:
    pieces = spreadsheets.csv_pieces(table)
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")


def _xlsx(table: Table, *beside: Table) -> HttpResponseBase:
    """Written to a file without a name, which is gone once it has been sent."""
    file = TemporaryFile()  # noqa: SIM115 # the answer closes it
    spreadsheets.write_xlsx(table, file, *beside)
    file.seek(0)
    return FileResponse(file, content_type=XLSX_TYPE)
