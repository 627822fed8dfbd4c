"""Tables of figures: the engine's numbers, each under its label, on pages and in files."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from expo.dashboard.tables import catalogue, cells
from tests.dashboard.scenes import at, counted_fair
from tests.factories import EditionFactory, ShowDayFactory
from visitors.classes import TicketClass

pytestmark = pytest.mark.django_db

NAMES = sorted(catalogue.TABLES)


@pytest.fixture
def edition():
    return counted_fair().edition


def keys(table):
    return {column.key for column in table.columns}


def page(table, **context):
    return render_to_string("tables/table.html", {"table": table, **context})


def test_the_days_are_those_of_the_worked_example_and_sum_up(edition):
    told = catalogue.table("day", edition)

    assert [(row["day"], row["day_number"], row["entries"]) for row in told.rows[:3]] == [
        (date(2023, 11, 23), 1, 4),
        (date(2023, 11, 24), 2, 3),
        (date(2023, 11, 25), 3, 1),
    ]
    assert (told.total["entries"], told.total["daily_unique"]) == (8, 7)
    assert told.as_of <= at(25, 13, 2)


def test_people_inside_are_a_number_a_moment_and_its_evidence(edition):
    [first, *_others] = catalogue.table("day", edition).rows

    assert (first["peak"], first["peak_is_observed"]) == (18, False)
    assert first["peak_at"] == at(23, 12)


def test_codes_of_programs_stand_in_files_and_never_on_a_page(edition):
    told = catalogue.table("class", edition)

    assert "class" in [column.key for column in told.columns]
    assert "class" not in [column.key for column in cells.shown(told)]
    assert {row["class"] for row in told.rows} == {each.value for each in TicketClass}


def test_a_past_moment_is_told_as_it_was_known_then(edition):
    told = catalogue.table("totals", edition, as_of=at(23, 18))

    assert {row["figure"]: row["value"] for row in told.rows}["entries"] == 4
    assert told.as_of == at(23, 18)


def test_the_persons_by_days_sum_to_the_visitors(edition):
    told = catalogue.table("days", edition)

    assert [(row["days"], row["persons"]) for row in told.rows] == [(1, 2), (2, 1), (3, 1)]
    assert sum(row["share"] for row in told.rows) == pytest.approx(1)
    assert told.total == {"persons": 4}


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_row_has_every_column_and_no_label_comes_twice(edition, language):
    with translation.override(language):
        tables = [catalogue.table(name, edition) for name in NAMES]
        labels = {each.name: [str(column.label) for column in each.columns] for each in tables}

        assert {name: len(set(told)) for name, told in labels.items()} == {
            name: len(told) for name, told in labels.items()
        }
        assert all(str(each.title) in page(each) for each in tables)
    gaps = [each.name for each in tables for row in each.rows if keys(each) - row.keys()]
    assert gaps == []


def test_a_fair_that_nobody_scanned_at_has_its_tables():
    edition = EditionFactory(slug="2031")
    ShowDayFactory(edition=edition, date=date(2031, 5, 1))

    pages = {name: page(catalogue.table(name, edition)) for name in NAMES}

    assert [name for name, told in pages.items() if f"/2031/tables/{name}.csv" not in told] == []
