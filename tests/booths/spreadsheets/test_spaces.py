"""Spaces as a table: what is made, changed, left, and refused cell by cell."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from booths import spreadsheets
from booths.models import Space
from booths.spreadsheets import Kind, Unreadable
from expo import histories
from expo.spreadsheets import csv_pieces
from tests import factories
from tests.booths.spreadsheets.tables import csv_of, faults, look, read, store, told

pytestmark = pytest.mark.django_db

HEADER = ["code", "hall", "kind", "x", "y", "width", "depth"]


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def edition():
    return factories.EditionFactory()


@pytest.fixture
def hall(edition):
    return factories.HallFactory(edition=edition, code="4B", width=60, depth=40)


def space(hall, code, **fields):
    given = {"x": 0, "y": 0, "width": 3, "depth": 3} | fields
    return factories.SpaceFactory(edition=hall.edition, hall=hall, code=code, **given)


def one_fault(edition, column, typed):
    """The sentence about one cell of a row that is good else."""
    row = dict(zip(HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"], strict=True))
    [fault] = look(edition, "spaces", HEADER, list((row | {column: typed}).values())).faults
    assert (fault.row, fault.column, fault.typed) == (2, column, typed.strip())
    return fault.sentence


def test_nothing_is_stored_by_looking(edition, hall):
    found = look(edition, "spaces", HEADER, ["A-1", "4B", "raw", "0", "0", "3.5", "3"])

    assert told(found) == (1, 0, 0)
    assert not Space.objects.exists()


def test_a_table_makes_changes_and_leaves_spaces(edition, hall):
    space(hall, "A-1", kind="raw")
    space(hall, "A-2", x=3)

    done = store(
        edition,
        "spaces",
        HEADER,
        ["A-1", "4B", "raw", "0", "0", "3", "3.0"],
        ["A-2", "4B", "raw", "3", "0", "3", "6"],
        ["A-3", "4B", "shell", "6", "0", "2.5", "3"],
    )

    assert told(done.preview) == (1, 1, 1)
    assert [str(row) for row in done.rows] == ["A-2", "A-3"]
    made = Space.objects.get(code="A-3")
    assert (made.width, made.area, made.kind) == (Decimal("2.5"), Decimal("7.5"), "shell")
    assert Space.objects.get(code="A-2").depth == 6


def test_a_change_is_told_cell_by_cell_before_and_after(edition, hall):
    space(hall, "A-1", kind="raw", x=Decimal("3.50"))

    [change] = look(edition, "spaces", HEADER, ["A-1", "4B", "shell", "3.5", "1", "3", "3"]).changes

    assert [(cell.column, cell.before, cell.after) for cell in change.cells] == [
        ("kind", "raw", "shell"),
        ("y", "0", "1"),
    ]
    assert change.cells[0].words == ("Raw space", "Shell scheme")


def test_what_was_written_out_changes_nothing_when_it_is_read_in(edition, hall):
    space(hall, "A-1", x=Decimal("3.25"))
    space(hall, "007", x=10, kind="raw")
    table = spreadsheets.table(Kind.SPACES, Space.objects.all())
    sheet = read(b"".join(csv_pieces(table)))

    assert told(spreadsheets.preview(edition, Kind.SPACES, sheet)) == (0, 0, 2)


def test_a_korean_header_is_the_same_header(edition, hall):
    korean = ["공간", "전시장", "공간 유형", "왼쪽에서 (m)", "위에서 (m)", "너비 (m)", "깊이 (m)"]

    found = look(edition, "spaces", korean, ["A-1", "4B", "조립부스", "0", "0", "3", "3"])

    assert told(found) == (1, 0, 0)


def test_a_column_that_is_left_out_leaves_what_stands(edition, hall):
    space(hall, "A-1", kind="raw")
    header = [name for name in HEADER if name != "kind"]

    assert told(look(edition, "spaces", header, ["A-1", "4B", "0", "0", "3", "3"])) == (0, 0, 1)


def test_every_missing_and_misspelt_column_is_named(edition, hall):
    header = ["code", "halls", "x", "y", "y", "widht", "depth"]

    with pytest.raises(Unreadable) as refused:
        look(edition, "spaces", header, ["A-1", "4B", "0", "0", "0", "3", "3"])

    said = str(refused.value)
    assert "lacks these columns: Code of the hall, Width (m)" in said
    assert "“y” stands there twice" in said
    assert "“widht”: is “Width (m)” meant?" in said


def test_a_column_of_ones_own_is_told_as_not_read(edition, hall):
    found = look(
        edition, "spaces", [*HEADER, "비고"], ["A-1", "4B", "raw", "0", "0", "3", "3", "창가"]
    )

    assert (found.ignored, told(found)) == (["비고"], (1, 0, 0))


def test_a_value_right_of_the_last_name_is_a_comma_too_many(edition, hall):
    found = look(edition, "spaces", HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3", "3"])

    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "")]
    assert "without quotation marks" in found.faults[0].sentence


@pytest.mark.parametrize(
    "typed", ["3,5", "1,250", "3m", "３．５m", "삼", "1e3", "--3", "NaN", "Infinity"]
)
def test_what_is_no_plain_number_is_not_guessed(edition, hall, typed):
    assert "no number of metres" in one_fault(edition, "width", typed)


def test_full_width_digits_are_digits(edition, hall):
    found = look(edition, "spaces", HEADER, ["A-1", "4B", "raw", "0", "0", "３．５", "3"])

    assert told(found) == (1, 0, 0)


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("code", "", "must not be empty"),
        ("code", "A 17", "without spaces"),
        ("code", "A/17", "without spaces"),
        ("code", "=1+1", "without spaces"),
        ("code", "A" * 13, "At most 12 characters"),
        ("hall", "4b", "no such hall. There are: 4B."),
        ("kind", "island", "raw (Raw space), shell (Shell scheme)"),
        ("x", "-1", "less than nothing"),
        ("width", "0", "wider and deeper than nothing"),
        ("width", "3.333", "two decimals"),
        ("width", "61", "The hall is 60 m wide and 40 m deep."),
        ("depth", "#REF!", "failed in your spreadsheet program"),
    ],
)
def test_a_wrong_cell_is_told_with_what_is_wrong(edition, hall, column, typed, sentence):
    assert sentence in one_fault(edition, column, typed)


def test_a_hall_of_another_edition_is_no_hall_of_this_one(edition, hall):
    factories.HallFactory(code="9Z")

    assert "no such hall" in one_fault(edition, "hall", "9Z")


def test_every_wrong_cell_of_every_row_is_told_at_once(edition, hall):
    found = look(
        edition,
        "spaces",
        HEADER,
        ["A-1", "9Z", "island", "x", "0", "3", "3"],
        ["A-2", "4B", "raw", "0", "0", "3", "3"],
        ["A-3", "4B", "raw", "9", "9", "3", ""],
    )

    assert [(row, column) for row, column, _rule in faults(found)] == [
        (2, "hall"),
        (2, "kind"),
        (2, "x"),
        (4, "depth"),
    ]
    assert not found.can_be_applied


def test_a_space_that_stands_twice_in_the_table_names_its_first_row(edition, hall):
    found = look(
        edition,
        "spaces",
        HEADER,
        ["A-1", "4B", "raw", "0", "0", "3", "3"],
        ["A-1", "4B", "raw", "9", "0", "3", "3"],
    )

    [fault] = found.faults
    assert (fault.row, fault.detail) == (3, "The first is in row 2.")


def test_a_space_on_one_that_stands_is_refused(edition, hall):
    space(hall, "B-1", x=2)

    found = look(edition, "spaces", HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"])

    assert [fault.sentence for fault in found.faults] == [
        "Another space of the hall already lies there. It is B-1."
    ]


def test_two_rows_on_the_same_floor_blame_the_later(edition, hall):
    found = look(
        edition,
        "spaces",
        HEADER,
        ["A-2", "4B", "raw", "2", "0", "3", "3"],
        ["A-1", "4B", "raw", "0", "0", "3", "3"],
    )

    assert [(fault.row, fault.detail) for fault in found.faults] == [(3, "It is A-2 in row 2.")]


def test_spaces_change_places(edition, hall):
    space(hall, "A-1", x=0)
    space(hall, "A-2", x=3)

    store(
        edition,
        "spaces",
        HEADER,
        ["A-1", "4B", "shell", "3", "0", "3", "3"],
        ["A-2", "4B", "shell", "0", "0", "3", "3"],
        ["A-3", "4B", "shell", "6", "0", "3", "3"],
    )

    assert list(Space.objects.values_list("code", "x")) == [("A-1", 3), ("A-2", 0), ("A-3", 6)]


def test_a_new_space_takes_the_floor_that_another_leaves(edition, hall):
    space(hall, "A-1")

    store(
        edition,
        "spaces",
        HEADER,
        ["A-9", "4B", "raw", "0", "0", "3", "3"],
        ["A-1", "4B", "raw", "9", "9", "3", "3"],
    )

    assert Space.objects.get(code="A-9").x == 0


def test_the_history_knows_what_the_table_changed(edition, hall):
    known = space(hall, "A-1", kind="raw")

    store(edition, "spaces", HEADER, ["A-1", "4B", "shell", "0", "0", "3", "3"])

    latest = histories.of(known)[0]
    assert [(d.before, d.after) for d in latest.differences] == [("Raw space", "Shell scheme")]


def test_what_has_changed_since_the_preview_is_not_stored(edition, hall):
    sheet = read(csv_of(HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"]))
    seen = spreadsheets.preview(edition, Kind.SPACES, sheet).fingerprint
    space(hall, "A-1")

    with pytest.raises(spreadsheets.ImportOutdated):
        spreadsheets.apply(edition, Kind.SPACES, sheet, seen=seen)

    assert Space.objects.get().kind == "shell"


def test_applied_twice_the_second_time_is_outdated(edition, hall):
    rows = HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"]
    sheet = read(csv_of(*rows))
    seen = spreadsheets.preview(edition, Kind.SPACES, sheet).fingerprint
    spreadsheets.apply(edition, Kind.SPACES, sheet, seen=seen)

    with pytest.raises(spreadsheets.ImportOutdated):
        spreadsheets.apply(edition, Kind.SPACES, sheet, seen=seen)


def test_the_language_of_the_reader_is_no_change(edition, hall, settings):
    sheet = read(csv_of(HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"]))
    in_english = spreadsheets.preview(edition, Kind.SPACES, sheet).fingerprint
    settings.LANGUAGE_CODE = "ko"

    assert spreadsheets.preview(edition, Kind.SPACES, sheet).fingerprint == in_english


def test_with_a_fault_nothing_is_stored_at_all(edition, hall):
    sheet = read(csv_of(HEADER, ["A-1", "4B", "raw", "0", "0", "3", "3"], ["A-2", "9Z", *"r0033"]))
    seen = spreadsheets.preview(edition, Kind.SPACES, sheet).fingerprint

    with pytest.raises(spreadsheets.ImportFaulty):
        spreadsheets.apply(edition, Kind.SPACES, sheet, seen=seen)

    assert not Space.objects.exists()


@pytest.mark.parametrize("act", [look, store])
def test_a_table_costs_the_same_for_any_number_of_rows(edition, hall, act):
    def cost(rows):
        with CaptureQueriesContext(connection) as queries:
            act(edition, "spaces", HEADER, *rows)
        return len(queries)

    def row(number):
        return [f"A-{number}", "4B", "raw", str(number), "0", "1", "1"]

    assert cost([row(1)]) == cost([row(number) for number in range(2, 52)])


def test_three_hundred_faults_are_told_in_a_few_lines(edition, hall):
    rows = [[f"A-{n}", "9Z" if n % 3 else "4B", "raw", "0", "0", "x", "3"] for n in range(300)]

    found = look(edition, "spaces", HEADER, *rows)

    assert len(found.faults) == 500
    assert [(group.column, group.count) for group in found.groups] == [
        ("width", 300),
        ("hall", 200),
    ]
    assert found.groups[0].rows == "2–301"
    assert found.groups[1].rows.startswith("3–4, 6–7, 9–10")
    assert found.groups[1].rows.endswith("…")
