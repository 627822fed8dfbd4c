"""Tables as files: what an office opens, and what a program reads."""

import csv
import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from expo.dashboard.tables import Column, Kind, Table, catalogue, files
from tests.dashboard.scenes import account, counted_fair, planner

pytestmark = pytest.mark.django_db


SLUG = "fair"


@pytest.fixture
def edition():
    made = counted_fair().edition
    made.slug = SLUG
    made.save(update_fields=["slug"])
    return made


@pytest.fixture
def office(client, edition):
    client.force_login(planner(edition))
    return client


def content(response):
    return b"".join(response.streaming_content)


def csv_rows(response):
    text = content(response).decode()
    assert text.startswith("\ufeff")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def workbook(response):
    return load_workbook(io.BytesIO(content(response)))


def test_a_csv_has_one_header_in_the_readers_words_and_no_sum(office):
    rows = csv_rows(office.get(f"/dashboard/{SLUG}/tables/day.csv"))

    assert [(row["날짜"], row["행사일차"], row["입장 횟수"]) for row in rows[:3]] == [
        ("2023-11-23", "1", "4"),
        ("2023-11-24", "2", "3"),
        ("2023-11-25", "3", "1"),
    ]
    assert rows[0]["최대 체류 시각"] == "2023-11-23T12:00:00+09:00"
    assert "합계" not in {value for row in rows for value in row.values()}


def test_an_english_page_gives_an_english_file(office):
    rows = csv_rows(office.get(f"/en/dashboard/{SLUG}/tables/class.csv"))

    assert (rows[0]["Class"], rows[0]["Class code"]) == ("Visitor", "visitor")


def test_a_workbook_tells_beside_the_rows_what_they_are(office):
    book = workbook(office.get(f"/dashboard/{SLUG}/tables/day.xlsx"))

    told = {row[1]: row for row in book.worksheets[1].iter_rows(values_only=True)}
    assert book.sheetnames == ["날짜별", "표 설명"]
    assert told["as_of"][2] == "2023-11-25T13:02:00+09:00"
    assert told["entries"][0] == "입장 횟수"
    assert told["entries"][3] == 8


def test_the_name_says_of_which_edition_what_and_as_of_when(office):
    response = office.get(f"/dashboard/{SLUG}/tables/day.csv?as_of=2023-11-24T18:00:00%2B09:00")

    assert response["Content-Disposition"] == 'attachment; filename="fair-day-20231124T1800.csv"'
    assert [row["입장 횟수"] for row in csv_rows(response)][:3] == ["4", "3", "0"]


@pytest.mark.parametrize("ending", files.FORMATS)
def test_a_file_asked_for_twice_has_the_same_content(office, ending):
    address = f"/dashboard/{SLUG}/tables/hour.{ending}?as_of=2023-11-24T18:00:00%2B09:00"
    read = csv_rows if ending == "csv" else lambda got: [*workbook(got).active.values]

    assert read(office.get(address)) == read(office.get(address))


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("as_of=yesterday", 400, "2023-11-24T18:00:00+09:00"),
        ("as_of=2001-01-01T00:00:00%2B09:00", 422, "2023-11-23"),
        ("as_of=2031-01-01T00:00:00%2B09:00", 422, "2023-11-25"),
    ],
)
def test_a_moment_that_cannot_be_told_is_answered_in_words(office, query, status, told):
    response = office.get(f"/dashboard/{SLUG}/tables/day.csv?{query}")

    assert response.status_code == status
    assert told in response.content.decode()


@pytest.mark.parametrize("name", ["nothing.csv", "day.pdf"])
def test_there_is_no_file_of_another_name(office, name):
    assert office.get(f"/dashboard/{SLUG}/tables/{name}").status_code == 404


def test_an_edition_without_days_says_so(client, edition):
    edition.show_days.all().delete()
    client.force_login(account(edition, is_superuser=True, email="lee@expo.example"))

    assert client.get(f"/dashboard/{SLUG}/tables/day.csv").status_code == 422


def test_shares_are_numbers_from_0_to_1_and_what_a_program_would_run_is_neutral(edition):
    table = Table(
        name="odd",
        title="Odd: [1/2]",
        edition=edition,
        columns=[
            Column("name", "Name", Kind.NAME),
            Column("share", "Share", Kind.SHARE),
            Column("at", "At", Kind.TIME),
            Column("flag", "Flag", Kind.FLAG),
        ],
        rows=[
            {"name": "=1+1", "share": 1 / 3, "at": datetime(2023, 1, 1, tzinfo=UTC), "flag": True}
        ],
    )

    [row] = files.sheet(table).rows
    book = workbook(files.answer(None, table, "xlsx"))

    assert row[1] == 0.333333
    assert book.sheetnames[0] == "Odd   1 2"
    assert list(book.active.values)[1] == ("'=1+1", 0.333333, "2023-01-01T00:00:00+00:00", "1")


@pytest.mark.parametrize("ending", files.FORMATS)
def test_every_table_of_the_catalogue_is_a_file(office, ending):
    answers = {
        name: office.get(f"/dashboard/{SLUG}/tables/{name}.{ending}") for name in catalogue.TABLES
    }

    assert [name for name, answer in answers.items() if answer.status_code != 200] == []
    assert [name for name, answer in answers.items() if len(content(answer)) < 20] == []
