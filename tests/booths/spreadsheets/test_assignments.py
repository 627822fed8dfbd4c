"""Who stands where as a table."""

from datetime import date

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from booths import spreadsheets
from booths.models import Assignment
from booths.spreadsheets import Kind
from expo.show_days import NoShowDays
from expo.spreadsheets import csv_pieces
from tests import factories
from tests.booths.spreadsheets.tables import look, read, store, told

pytestmark = pytest.mark.django_db

HEADER = ["space", "exhibitor", "first_day", "last_day"]
D1, D2, D3 = "2023-11-23", "2023-11-24", "2023-11-25"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def edition():
    edition = factories.EditionFactory()
    for day in (D1, D2, D3):
        factories.ShowDayFactory(edition=edition, date=day)
    for code in ("A-1", "A-2"):
        factories.SpaceFactory(edition=edition, code=code)
    for code in ("hanbit", "mir"):
        factories.ParticipationFactory(
            edition=edition, exhibitor__code=code, exhibitor__name_en=code.title()
        )
    return edition


def give(edition, space, exhibitor, first=D1, last=D3):
    store(edition, "assignments", HEADER, [space, exhibitor, first, last])


def standing():
    rows = Assignment.objects.standing().order_by("space__code", "days")
    return [
        (a.space.code, a.participation.exhibitor.code, f"{a.days.lower}", f"{a.days.upper}")
        for a in rows
    ]


def sentences(edition, *rows):
    return [fault.sentence for fault in look(edition, "assignments", HEADER, *rows).faults]


def test_a_table_gives_spaces_for_all_or_some_show_days(edition):
    done = store(
        edition,
        "assignments",
        HEADER,
        ["A-1", "hanbit", "", ""],
        ["A-2", "mir", "2023.11.23.", "2023년 11월 23일"],
        ["A-2", "hanbit", "2023/11/24", D3],
    )

    assert told(done.preview) == (3, 0, 0)
    assert standing() == [
        ("A-1", "hanbit", D1, "2023-11-26"),
        ("A-2", "mir", D1, D2),
        ("A-2", "hanbit", D2, "2023-11-26"),
    ]


def test_what_was_written_out_changes_nothing_when_it_is_read_in(edition):
    give(edition, "A-1", "hanbit")
    give(edition, "A-2", "mir", D1, D1)
    table = spreadsheets.table(Kind.ASSIGNMENTS, Assignment.objects.all())

    found = spreadsheets.preview(edition, Kind.ASSIGNMENTS, read(b"".join(csv_pieces(table))))

    assert told(found) == (0, 0, 2)


def test_other_days_of_the_same_exhibitor_are_a_change_and_both_stay_known(edition):
    give(edition, "A-1", "hanbit")

    done = store(edition, "assignments", HEADER, ["A-1", "hanbit", D1, D2])

    [change] = done.preview.changes
    assert [(cell.before, cell.after) for cell in change.cells] == [(D3, D2)]
    assert standing() == [("A-1", "hanbit", D1, D3)]
    assert Assignment.objects.exclude(released_at=None).count() == 1


def test_a_free_day_beside_those_held_is_another_assignment(edition):
    give(edition, "A-1", "hanbit", D1, D1)

    found = look(edition, "assignments", HEADER, ["A-1", "hanbit", D3, D3])

    assert told(found) == (1, 0, 0)


def test_a_space_changes_hands_where_its_holder_gives_up_the_days(edition):
    give(edition, "A-1", "hanbit")

    store(edition, "assignments", HEADER, ["A-1", "mir", D3, D3], ["A-1", "hanbit", D1, D2])

    assert standing() == [("A-1", "hanbit", D1, D3), ("A-1", "mir", D3, "2023-11-26")]


def test_a_taken_space_names_who_stands_there_and_when(edition):
    give(edition, "A-1", "hanbit", D2, D3)

    [said] = sentences(edition, ["A-1", "mir", D1, D2])

    assert said.startswith("This space is already given away for part of that time.")
    assert said.endswith("Hanbit stands there from 2023-11-24 to 2023-11-25.")


@pytest.mark.parametrize("exhibitor", ["mir", "hanbit"])
def test_two_rows_for_one_space_blame_the_later(edition, exhibitor):
    found = look(
        edition, "assignments", HEADER, ["A-1", "hanbit", D1, D2], ["A-1", exhibitor, D2, D3]
    )

    assert [(fault.row, fault.detail) for fault in found.faults] == [
        (3, "It is given away in row 2.")
    ]


def test_only_main_exhibitors_that_take_part_are_given_a_space(edition):
    main = factories.ParticipationFactory(edition=edition)
    for code, role in [("guest", "co"), ("listed", "represented")]:
        factories.CoParticipationFactory(
            edition=edition, main=main, role=role, exhibitor__code=code
        )
    factories.ExhibitorFactory(edition=edition, code="absent")
    factories.ParticipationFactory(exhibitor__code="elsewhere")

    said = sentences(
        edition,
        *[["A-1", code, "", ""] for code in ("guest", "listed", "absent", "elsewhere", "")],
    )

    assert [sentence.partition(":")[0] for sentence in said] == [
        "Only a main exhibitor is given a space",
        "Only a main exhibitor is given a space",
        "This exhibitor does not take part.",
        "This edition has no such exhibitor.",
        "This cell must not be empty.",
    ]


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (D1, "", "Name both days, or none for all show days."),
        ("", D1, "Name both days, or none for all show days."),
        (D2, D1, "The last day is before the first."),
        ("2023-11-22", D1, "no show day of the edition. The first is 2023-11-23"),
        (D1, "2023-11-26", "no show day of the edition"),
        ("24/11/2023", D3, "no date such as"),
        ("2023-02-30", D3, "no date such as"),
        ("45253", D3, "no date such as"),
    ],
)
def test_days_that_cannot_be_are_told(edition, first, last, sentence):
    [said] = sentences(edition, ["A-1", "hanbit", first, last])

    assert sentence in said


def test_an_edition_without_show_days_is_refused_whole():
    with pytest.raises(NoShowDays):
        look(factories.EditionFactory(), "assignments", HEADER, ["A-1", "hanbit", "", ""])


def test_what_is_given_meanwhile_is_not_given_again(edition):
    sheet = read(b"space,exhibitor\nA-1,hanbit\n")
    seen = spreadsheets.preview(edition, Kind.ASSIGNMENTS, sheet).fingerprint
    give(edition, "A-1", "mir")

    with pytest.raises(spreadsheets.ImportOutdated):
        spreadsheets.apply(edition, Kind.ASSIGNMENTS, sheet, seen=seen)

    assert standing() == [("A-1", "mir", D1, "2023-11-26")]


@pytest.mark.parametrize("act", [look, store])
def test_a_table_costs_the_same_for_any_number_of_rows(edition, act):
    hall = factories.HallFactory(edition=edition, width=90, depth=90)
    for number in range(50):
        factories.SpaceFactory(
            edition=edition, hall=hall, code=f"B-{number}", x=number, y=50, width=1
        )

    def cost(rows):
        with CaptureQueriesContext(connection) as queries:
            act(edition, "assignments", HEADER, *rows)
        return len(queries)

    one = cost([["A-1", "hanbit", "", ""]])
    assert cost([[f"B-{number}", "hanbit", "", ""] for number in range(50)]) == one


def test_days_are_ranges_up_to_the_day_after(edition):
    give(edition, "A-1", "hanbit", D1, D1)

    assert Assignment.objects.get().days == DateRange(date(2023, 11, 23), date(2023, 11, 24))
