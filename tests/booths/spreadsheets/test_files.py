"""Whatever is sent as a table: read as what it is, or refused with words that help."""

import unicodedata
import zipfile
from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from booths.spreadsheets import Unreadable, signs
from booths.spreadsheets.sheets import MOST_BYTES, MOST_ROWS, Formula
from tests.booths.spreadsheets.tables import csv_of, read, saved, text_of, xlsx_of

HEADER = ["code", "name_ko"]
ROW = ["hanbit", "한빛신원청"]


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 (BOM)"),
        ("cp949", "CP949"),
        ("utf-16", "UTF-16"),
    ],
)
def test_the_encoding_is_found_and_told(encoding, name):
    sheet = read(csv_of(HEADER, ROW, encoding=encoding))

    assert (sheet.written_as, sheet.rows) == (name, [(2, ("hanbit", "한빛신원청"))])


def test_syllables_that_only_cp949_extends_are_read():
    assert (
        read(csv_of(HEADER, ["x", "똠방각하 펲시"], encoding="cp949")).rows[0][1][1]
        == "똠방각하 펲시"
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_whatever_stands_between_cells_is_found(delimiter):
    assert read(csv_of(HEADER, ROW, delimiter=delimiter)).rows == [(2, tuple(ROW))]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_lines_end_as_they_like(end):
    text = text_of(HEADER, ROW).replace("\r\n", end)

    assert read(text.encode()).rows == [(2, tuple(ROW))]


def test_rows_are_numbered_as_spreadsheet_programs_do():
    sheet = read(csv_of(HEADER, ["a", "두\n줄"], [], ["", ""], ["b", "나"]))

    assert [number for number, _cells in sheet.rows] == [2, 5]


def test_spaces_around_marks_unseen_and_syllables_taken_apart_are_made_tidy():
    name = unicodedata.normalize("NFD", "한빛")

    sheet = read(csv_of(HEADER, ["\u3000hanbit\xa0 ", f"\u200b{name}\t"]))

    assert sheet.rows == [(2, ("hanbit", "한빛"))]


def test_a_cell_that_an_export_kept_from_being_run_is_what_it_was():
    assert read(csv_of(HEADER, ["'=1+1", "''-5"])).rows == [(2, ("=1+1", "'-5"))]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,,\r\n", xlsx_of()])
def test_an_empty_file_is_told_as_such(content):
    with pytest.raises(Unreadable, match="This file is empty"):
        read(content)


@pytest.mark.parametrize("content", [csv_of(HEADER), xlsx_of(HEADER)])
def test_a_file_without_rows_is_told_as_such(content):
    with pytest.raises(Unreadable, match="no rows below it"):
        read(content)


def test_neither_utf_8_nor_cp949_names_the_line():
    with pytest.raises(Unreadable, match="Line 3 cannot be read"):
        read(text_of(HEADER, ROW).encode() + b"caf\xe9,\xff\xff\r\n")


def test_a_quotation_mark_too_few_names_the_line():
    with pytest.raises(Unreadable, match="quotation mark"):
        read(b'code,name_ko\r\nhanbit,"Han\r\n')


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "FileHeader".encode("utf-16-le"),
            "Hangul document",
        ),
        (b"<html><table><tr><td>code</td></tr></table>", "web page"),
        (b"{\\rtf1 code}", "text document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "no text file"),
        (bytes(1000), "no text file"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content)


def test_a_file_of_sixty_megabytes_is_refused_unread():
    class Untouched(BytesIO):
        def read(self, *_size):
            raise AssertionError

    with pytest.raises(Unreadable, match="60 MB"):
        signs.read(Untouched(), 60 * 2**20)
    assert MOST_BYTES < 60 * 2**20


def test_more_rows_than_any_fair_has_are_refused():
    with pytest.raises(Unreadable, match="50,000 rows"):
        read(b"code\r\n" + b"x\r\n" * (MOST_ROWS + 1))


def zipped(**entries):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_zip_that_is_no_workbook_is_told_as_such():
    with pytest.raises(Unreadable, match="no Excel workbook"):
        read(zipped(**{"spaces.csv": "code"}))


def test_a_zip_bomb_is_never_unpacked():
    bomb = zipped(**{"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": b" " * (160 * 2**20)})

    assert len(bomb) < 2**20
    with pytest.raises(Unreadable, match="far larger than any table"):
        read(bomb)


@pytest.mark.parametrize("cut", [30, 500, 2000, -200, -30])
def test_a_workbook_that_broke_off_is_damaged(cut):
    with pytest.raises(Unreadable, match="damaged"):
        read(xlsx_of(HEADER, ROW)[:cut])


def test_a_workbook_with_something_else_inside_is_damaged():
    good = zipfile.ZipFile(BytesIO(xlsx_of(HEADER, ROW)))
    entries = {name: good.read(name) for name in good.namelist()}

    for name in ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"]:
        with pytest.raises(Unreadable, match="damaged"):
            read(zipped(**(entries | {name: b"<nothing"})))


def test_entities_in_a_workbook_blow_nothing_up():
    good = zipfile.ZipFile(BytesIO(xlsx_of(HEADER, ROW)))
    entries = {name: good.read(name) for name in good.namelist()}
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><worksheet>&l11;</worksheet>'

    with pytest.raises(Unreadable, match=r"damaged|empty"):
        read(zipped(**(entries | {"xl/worksheets/sheet1.xml": sheet})))


def test_cells_of_a_workbook_are_read_as_somebody_would_type_them():
    row = [3, 3.0, 0.1 + 0.2, datetime(2023, 11, 23), True, "007", None, "x"]  # noqa: DTZ001

    assert read(xlsx_of(["a"] * 8, row)).rows == [
        (2, ("3", "3", "0.3", "2023-11-23", "TRUE", "007", "", "x"))
    ]


def test_a_formula_without_its_result_is_known_as_one():
    [(_number, cells)] = read(xlsx_of(HEADER, ["x", "=1+1"])).rows

    assert isinstance(cells[1], Formula)


def test_a_formula_with_its_result_is_its_result():
    good = zipfile.ZipFile(BytesIO(xlsx_of(HEADER, ["x", "=1+1"])))
    entries = {name: good.read(name) for name in good.namelist()}
    sheet = entries["xl/worksheets/sheet1.xml"].replace(b"<v />", b"<v>2</v>")
    assert sheet != entries["xl/worksheets/sheet1.xml"]

    [(_number, cells)] = read(zipped(**(entries | {"xl/worksheets/sheet1.xml": sheet}))).rows

    assert cells == ("x", "2")
    assert not isinstance(cells[1], Formula)


def test_the_first_sheet_that_is_shown_is_read():
    book = Workbook()
    book.active.append(["hidden"])
    book.active.sheet_state = "hidden"
    for row in (HEADER, ROW):
        book.create_sheet("보이는 시트") if "보이는 시트" not in book.sheetnames else None
        book["보이는 시트"].append(row)

    assert read(saved(book)).rows == [(2, tuple(ROW))]
