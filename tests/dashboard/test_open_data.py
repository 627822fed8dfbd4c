"""The folder of open data: what everybody may have, as machines read it, small numbers withheld."""

import csv
import hashlib
import io
import json
from zipfile import ZipFile

import pytest
from django.utils import timezone, translation

from expo import editions
from expo.dashboard.open_data import sums
from expo.dashboard.open_data.datasets import DATASETS, told
from expo.dashboard.open_data.suppression import SMALL
from expo.dashboard.reports.makers import Output
from expo.dashboard.reports.registry import MAKERS
from expo.models import ReportKind, ReportRun
from tests.dashboard.scenes import at
from tests.factories import AssignmentFactory, SpaceFactory
from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import attendance

pytestmark = pytest.mark.django_db

AS_OF = at(25, 18)
MAKER = MAKERS[ReportKind.OPEN_DATA]


@pytest.fixture
def fair():
    """Eighteen persons; two of them come twice, and one three times."""
    fair = a_fair.open_fair()
    for number in range(18):
        fair.ticket(f"b{number}", f"p{number}")
    days = {"23": range(7), "24": [0, *range(7, 15)], "25": [0, 7, 8, *range(15, 18)]}
    for day, numbers in days.items():
        for number in numbers:
            fair.scan(f"b{number}", "E1" if number % 2 else "E2", f"{day}T02:{number:02}")
    AssignmentFactory(space=SpaceFactory(edition=fair.edition, hall=fair.areas["hall"].hall))
    edition = fair.edition
    edition.name_ko, edition.name_en, edition.venue_ko = "정부박람회", "Government Expo", "킨텍스"
    edition.hosts_ko = "행정안전부"
    edition.save()
    editions.set_clock(edition, at(26, 9), rate=0)
    attendance.count_new(edition.pk)
    return fair


def made(edition, language="ko", as_of=AS_OF):
    """The bytes of the folder, as a worker writes them."""
    run = ReportRun(edition=edition, kind=ReportKind.OPEN_DATA, language=language, as_of=as_of)
    file, page = io.BytesIO(), io.BytesIO()
    with translation.override(language), timezone.override(edition.tz):
        steps = list(MAKER.make(run, Output(file, page)))
    assert len(steps) == MAKER.steps
    assert not page.getvalue()
    return file.getvalue()


def opened(content):
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(files, name):
    """The rows of a CSV file by the codes of its columns."""
    header, *rows = csv.reader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"), newline=""))
    columns = json.loads(files[f"{name}.json"])["columns"]
    assert len(header) == len(columns)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def of(files, name, key, *columns):
    return {row[key]: tuple(row[column] for column in columns) for row in table(files, name)}


def test_every_table_is_there_as_csv_and_json_with_the_same_rows(fair):
    files = opened(made(fair.edition))

    names = ["festival", *(dataset.name for dataset in DATASETS)]
    assert [name for name in files if name.endswith(".csv")] == [
        *(f"{name}.csv" for name in names),
        "dictionary.csv",
    ]
    for name in names:
        assert files[f"{name}.csv"].startswith(b"\xef\xbb\xbf")
        assert files[f"{name}.csv"].endswith(b"\r\n")
        assert len(table(files, name)) == len(json.loads(files[f"{name}.json"])["rows"])


def test_asked_twice_as_of_the_same_moment_it_is_the_same_byte_by_byte(fair):
    assert made(fair.edition) == made(fair.edition)


def test_a_scan_that_comes_in_later_is_in_no_folder_of_before(fair):
    before = opened(made(fair.edition))
    fair.ticket("late", "somebody late")
    fair.scan("late", "E1", "23T02:30", received_at=utc("25T23:00"))
    attendance.count_new(fair.edition.pk)

    assert opened(made(fair.edition))["day.csv"] == before["day.csv"]
    assert opened(made(fair.edition, as_of=at(26, 9)))["day.csv"] != before["day.csv"]


def test_the_manifest_holds_the_hash_of_every_other_file(fair):
    files = opened(made(fair.edition))

    told = json.loads(files.pop("MANIFEST.json"))["files"]

    assert told == {name: hashlib.sha256(file).hexdigest() for name, file in files.items()}


def test_the_event_stands_in_the_columns_of_the_national_standard(fair):
    files = opened(made(fair.edition, language="en"))

    header, row = csv.reader(io.StringIO(files["festival.csv"].decode("utf-8-sig"), newline=""))
    known = {column: value for column, value in zip(header, row, strict=True) if value}
    assert header[:8] == [
        *("축제명", "개최장소", "축제시작일자", "축제종료일자"),
        *("축제내용", "주관기관명", "주최기관명", "후원기관명"),
    ]
    assert header[-3:] == ["데이터기준일자", "제공기관코드", "제공기관명"]
    assert len(header) == 18
    assert known.items() >= {
        ("축제명", "정부박람회"),
        ("개최장소", "킨텍스"),
        ("축제시작일자", "2023-11-23"),
        ("축제종료일자", "2023-11-25"),
        ("데이터기준일자", "2023-11-25"),
        ("제공기관명", "행정안전부"),
    }
    assert "주관기관명" not in known


def test_who_provides_the_data_is_the_hosts_unless_somebody_else_is_named(fair):
    fair.edition.data_provider_ko, fair.edition.data_provider_en = "한국지능정보원", "The Agency"
    fair.edition.save()

    files = opened(made(fair.edition))

    metadata = json.loads(files["metadata.json"])
    assert metadata["provider"] == {"ko": "한국지능정보원", "en": "The Agency"}
    assert metadata["licence"]["code"] == "kogl-1"
    assert metadata["reference_date"] == "2023-11-25"
    assert "한국지능정보원" in files["README.txt"].decode()


def test_the_dictionary_explains_every_column_in_both_languages(fair):
    files = opened(made(fair.edition))

    lines = json.loads(files["dictionary.json"])["columns"]
    explained = {(line["file"], line["column"]) for line in lines}
    names = [name.removesuffix(".json") for name in files if name.endswith(".json")]
    for name in set(names) - {"dictionary", "metadata", "MANIFEST"}:
        columns = json.loads(files[f"{name}.json"])["columns"]
        assert {(name, column) for column in columns} <= explained
    assert all(line["name_ko"] and line["name_en"] and line["type"] for line in lines)
    by_column = {(line["file"], line["column"]): line for line in lines}
    assert by_column["day", "entries"]["unit"] == "passages"
    assert by_column["day", "daily_unique"]["unit"] == "persons"
    assert "public = " in by_column["spaces", "sector"]["codes_en"]


def test_the_header_speaks_the_language_of_the_folder(fair):
    korean, english = (opened(made(fair.edition, language))["day.csv"] for language in ("ko", "en"))

    assert "일별 실인원" in korean.decode("utf-8-sig")
    assert "Daily persons" in english.decode("utf-8-sig")


# Small numbers


def test_no_number_of_people_below_five_is_in_any_table(fair):
    files = opened(made(fair.edition))

    dictionary = json.loads(files["dictionary.json"])["columns"]
    counted = [line for line in dictionary if line["unit"] in {"persons", "passages"}]
    numbers = [
        row[line["column"]]
        for line in counted
        for row in json.loads(files[f"{line['file']}.json"])["rows"]
        if row[line["column"]] is not None
    ]
    assert 0 in numbers
    assert not [number for number in numbers if 0 < number < SMALL]


def test_who_came_again_is_withheld_and_visits_and_visitors_do_not_tell_it(fair):
    """Four visits more than visitors: two who came twice and one who came thrice."""
    files = opened(made(fair.edition))

    totals = of(files, "totals", "figure", "value", "withheld")

    assert totals["repeat"] == ("", "value")
    assert "" in {totals["visits"][0], totals["visitors"][0]}


def test_what_is_withheld_is_named_in_its_row(fair):
    files = opened(made(fair.edition))

    for name in ("totals", "day", "visit", "days", "hour", "gate", "hall", "programme"):
        for row in json.loads(files[f"{name}.json"])["rows"]:
            for column in (row["withheld"] or "").split():
                assert row[column] is None


def test_no_sum_that_holds_misses_one_number_alone(fair):
    """Whoever adds up finds at least two unknown ones in every sum, or none."""
    tables = [told(dataset, fair.edition, AS_OF) for dataset in DATASETS]

    numbers, withheld = sums.numbers(tables), sums.withheld(tables)

    assert withheld
    for terms in numbers.sums:
        missing = terms.keys() & (withheld | numbers.unsaid)
        assert len(missing) != 1 or not (numbers.is_small(*missing) or missing & withheld)


def test_the_sums_are_those_of_every_table_beside_the_others(fair):
    """Else an outsider would know more than we think."""
    numbers = sums.numbers([told(dataset, fair.edition, AS_OF) for dataset in DATASETS])

    parts = {part.split("/")[0] for terms in numbers.sums for part in terms}
    assert parts >= {
        *("entries day", "entries gate", "entries hour", "visits day", "visits class"),
        *("visits registration", "visitors registration", "persons days", "first_visits day"),
        *(
            "repeat_visits day",
            "visits hall",
            "repeat hall",
            "reserved session",
            "more visitors day",
        ),
        *("more entries day", "more entries hall", "more in the room session", "in_room session"),
    }


def test_facts_that_count_no_people_are_told_however_small(fair):
    files = opened(made(fair.edition))

    assert [row["spaces"] for row in table(files, "floor")] == ["1"]
    assert "withheld" not in table(files, "spaces")[0]


def test_the_people_without_a_seat_are_not_told_by_those_in_the_room(fair):
    """Nobody has a seat, and three are in the room."""
    for number in range(3):
        fair.scan(f"b{number}", "S1", f"23T03:{number:02}")
    attendance.count_new(fair.edition.pk)

    rows = json.loads(opened(made(fair.edition))["programme.json"])["rows"]

    (row,) = (row for row in rows if row["session"] == "S1")
    assert set(row["withheld"].split()) >= {"in_room", "without_seat"}


# The ugly cases


def test_a_fair_where_nothing_happened_yet_makes_a_folder_too():
    bare = a_fair.open_fair()
    editions.set_clock(bare.edition, at(23, 12), rate=0)

    files = opened(made(bare.edition, as_of=at(23, 11)))

    assert of(files, "totals", "figure", "value")["visits"] == ("0",)
    assert table(files, "days") == []


def test_a_name_that_a_spreadsheet_would_run_is_neutralised(fair):
    fair.gates["E1"].name_ko = "=1+1"
    fair.gates["E1"].save()

    assert of(opened(made(fair.edition)), "gate", "gate", "name")["E1"] == ("'=1+1",)


def test_the_file_is_called_after_edition_and_moment(fair):
    run = ReportRun(edition=fair.edition, as_of=AS_OF)

    assert MAKER.name(run) == f"{fair.edition.slug}-open-data-20231125T1800"
