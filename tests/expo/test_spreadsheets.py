"""What is written for spreadsheet programs, and what they must never run."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from expo import spreadsheets
from expo.spreadsheets import Table

VALUES = ["007", 3, Decimal("3.50"), Decimal(-2), date(2023, 11, 23), None, True, "=1+1"]


def csv_text(table):
    return b"".join(spreadsheets.csv_pieces(table)).decode()


def xlsx_rows(table):
    file = io.BytesIO()
    spreadsheets.write_xlsx(table, file)
    return list(load_workbook(file).active.iter_rows())


def test_csv_has_its_mark_crlf_iso_dates_and_leading_zeros():
    assert csv_text(Table(["code", "…"], [VALUES])) == (
        "\ufeffcode,…\r\n007,3,3.5,-2,2023-11-23,,1,'=1+1\r\n"
    )


def test_a_time_has_its_offset():
    at = datetime(2023, 11, 23, 1, tzinfo=UTC)

    assert csv_text(Table(["at"], [[at]])).splitlines()[1] == "2023-11-23T01:00:00+00:00"


def test_numbers_of_a_workbook_are_numbers_and_everything_else_is_text():
    [_header, row] = xlsx_rows(Table(["a"] * len(VALUES), [VALUES]))

    told = [(cell.value, cell.data_type) for cell in row]
    assert told[:4] == [("007", "s"), (3, "n"), (3.5, "n"), (-2, "n")]
    assert told[4:] == [("2023-11-23", "s"), (None, "n"), ("1", "s"), ("'=1+1", "s")]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''@"])
def test_what_a_program_would_run_begins_with_an_apostrophe(text):
    assert spreadsheets.neutral(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a=1", "1-2", "'s Gravenhage", "", "'"])
def test_everything_else_stays_as_it_is(text):
    assert spreadsheets.neutral(text) == spreadsheets.plain(text) == text


@given(st.text(alphabet="'=+-@\t\ra", max_size=6))
def test_every_text_comes_back_and_none_is_run(text):
    written = spreadsheets.neutral(text)

    assert spreadsheets.plain(written) == text
    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_characters_that_no_workbook_holds_are_left_out():
    [_header, [cell]] = xlsx_rows(Table(["a"], [["한\x07빛"]]))

    assert cell.value == "한빛"


def test_rows_are_streamed_and_never_held():
    asked = []

    def rows():
        for number in range(10_000):
            asked.append(number)
            yield [number]

    pieces = spreadsheets.csv_pieces(Table(["n"], rows()))
    first = next(pieces)

    assert len(asked) < 1000
    told = csv.reader(io.StringIO((first + b"".join(pieces)).decode()))
    assert len(list(told)) == 10_001


def test_a_workbook_has_a_sheet_for_each_table_under_a_name_it_allows():
    file = io.BytesIO()
    spreadsheets.write_xlsx(
        Table(["a"], [[1]], "Days: 1/3 [all]"), file, Table(["b"], [["x"]], "한" * 40)
    )

    book = load_workbook(file)

    assert book.sheetnames == ["Days  1 3  all", "한" * 31]
    assert [list(sheet.values) for sheet in book] == [[("a",), (1,)], [("b",), ("x",)]]


def test_two_sheets_of_one_name_are_told_apart():
    file = io.BytesIO()
    spreadsheets.write_xlsx(Table(["a"], [], "Days"), file, Table(["b"], [], "Days"))

    assert len(set(load_workbook(file).sheetnames)) == 2
