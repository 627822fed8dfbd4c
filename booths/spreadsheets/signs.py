"""What a file is, told by its first bytes: its name may say anything."""

from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from booths.spreadsheets import texts, workbooks
from booths.spreadsheets.sheets import MOST_BYTES, Sheet, Unreadable

HEAD = 4096
ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # of Microsoft's and Hancom's older programs
COMPOUND_HEAD = 512 * 1024
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
HANGUL = "FileHeader".encode("utf-16-le")

OLD_WORKBOOK = gettext_lazy(
    "This is an old Excel file (XLS), whatever its name says. Save it as XLSX or CSV and send that."
)
LOCKED_WORKBOOK = gettext_lazy(
    "This workbook is protected by a password. Take the password away and send it again."
)
HANGUL_DOCUMENT = gettext_lazy("This is a Hangul document, not a table. Send XLSX or CSV.")
STRANGERS = (
    (b"%PDF", gettext_lazy("This is a PDF, not a table. Send XLSX or CSV.")),
    (b"{\\rtf", gettext_lazy("This is a text document, not a table. Send XLSX or CSV.")),
    (
        b"<",
        gettext_lazy(
            "This is a web page or an XML file, even if its name ends in .xls. Open it in your "
            "spreadsheet program, save it as XLSX and send that."
        ),
    ),
)


def read(file: IO[bytes], size: int) -> Sheet:
    """The table in the file. Raises Unreadable, which says what the file is instead."""
    if size > MOST_BYTES:
        raise Unreadable(
            _("This file has %(size)s MB. A table may have %(most)s MB at most.")
            % {"size": f"{size / 2**20:.0f}", "most": MOST_BYTES // 2**20}
        )
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(ZIP):
        return workbooks.read(file)
    _check_is_text(file, head)
    file.seek(0)
    return texts.read(file.read())


def _check_is_text(file: IO[bytes], head: bytes) -> None:
    if head.startswith(COMPOUND):
        raise Unreadable(_compound(head + file.read(COMPOUND_HEAD)))
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for sign, sentence in STRANGERS:
        if start.startswith(sign):
            raise Unreadable(str(sentence))


def _compound(head: bytes) -> str:
    if ENCRYPTED in head:
        return str(LOCKED_WORKBOOK)
    return str(HANGUL_DOCUMENT if HANGUL in head else OLD_WORKBOOK)
