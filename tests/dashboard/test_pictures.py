"""Charts of the figures: the tables' numbers, with sentences for who does not see them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from expo.charts import ChartKind
from expo.dashboard.pictures import catalogue
from expo.dashboard.pictures.courses import NoSuchDay
from expo.dashboard.tables import catalogue as tables
from tests.dashboard.scenes import at, counted_fair
from tests.factories import EditionFactory, ShowDayFactory

pytestmark = pytest.mark.django_db

NAMES = sorted(catalogue.NAMES)


@pytest.fixture
def edition():
    return counted_fair().edition


def test_the_days_are_drawn_with_the_numbers_of_their_table(edition):
    told = catalogue.chart("day", edition)

    assert [list(each.values)[:3] for each in told.series] == [[4, 3, 1], [3, 3, 1]]
    assert told.is_ordered


def test_a_summary_tells_the_sum_and_the_greatest(edition):
    with translation.override("en"):
        told = catalogue.chart("gate", edition).summary

    assert told.startswith("Entries: 8 in all. The most at one gate: ")


def test_a_summary_speaks_the_readers_language(edition):
    with translation.override("ko"):
        told = catalogue.chart("gate", edition).summary

    assert told.startswith("입장 횟수: 합계 8. 가장 많은 게이트는 ")


def test_the_quarters_are_those_of_the_day_asked_for(edition):
    told = catalogue.chart("quarters", edition, day=date(2023, 11, 23))

    assert sum(value for each in told.series for value in each.values) == 4
    assert (told.categories[0], told.categories[-1]) == ("10:00", "17:45")


def test_of_the_day_that_runs_nothing_is_drawn_that_is_still_to_come(edition):
    [gate] = catalogue.chart("quarters", edition).series
    told = catalogue.chart("quarters", edition)

    known = sum(value is not None for value in gate.values)
    assert told.categories[known - 1] == "13:00"
    assert told.categories[-1] == "16:45"


def test_the_quarters_of_a_past_moment_are_those_known_then(edition):
    told = catalogue.chart("quarters", edition, as_of=at(23, 11), day=date(2023, 11, 23))

    assert sum(value or 0 for each in told.series for value in each.values) == 2


def test_a_day_of_another_time_has_no_chart(edition):
    with pytest.raises(NoSuchDay):
        catalogue.chart("quarters", edition, day=date(2024, 1, 1))


def test_a_hall_stands_beside_what_it_holds(edition):
    edition.halls.update(capacity=500)

    [_peak, capacity] = catalogue.chart("hall", edition).series

    assert capacity.is_quiet
    assert set(capacity.values) == {500}


def test_a_fair_that_nobody_scanned_at_has_its_charts():
    edition = EditionFactory(slug="2031")
    ShowDayFactory(edition=edition, date=date(2031, 5, 1))
    charts = {name: catalogue.chart(name, edition) for name in NAMES}

    drawn = {name: figure(chart, name) for name, chart in charts.items()}

    assert {name: told.count("<svg") for name, told in drawn.items()} == dict.fromkeys(NAMES, 2)
    assert all(chart.summary in drawn[name] for name, chart in charts.items())


def figure(chart, key):
    return render_to_string("charts/figure.html", {"chart": chart, "key": key})


def test_more_days_than_lines_can_be_told_apart_are_a_grid(edition, monkeypatch):
    many = a_table_of_hours(edition, days=9)
    monkeypatch.setitem(tables.TABLES, "hour", lambda _edition, _as_of: many)

    told = catalogue.chart("hour", edition)

    assert told.kind is ChartKind.HEAT
    assert len(told.series) == 9


def a_table_of_hours(edition, days):
    """One entry in the first hour of each day."""
    moments = [at(1, 10) + timedelta(days=number) for number in range(days)]
    rows = [{"hour": moment, "day": moment.date(), "entries": 1} for moment in moments]
    return replace(tables.table("hour", edition), rows=rows)
