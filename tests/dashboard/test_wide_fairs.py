"""Fairs of one day, of sixty, and of four hundred gates: every table and every chart."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from expo import editions
from expo.dashboard.pictures import catalogue as charts
from expo.dashboard.tables import catalogue as tables
from expo.models import ShowDay
from tests.dashboard.scenes import at
from tests.visitors.a_fair import open_fair
from visitors import attendance
from visitors.models import Gate

pytestmark = pytest.mark.django_db


def one_day():
    fair = open_fair()
    fair.edition.show_days.exclude(date=date(2023, 11, 23)).delete()
    return fair


def sixty_days():
    fair = open_fair()
    first = fair.edition.show_days.get(date=date(2023, 11, 23))
    ShowDay.objects.bulk_create(
        ShowDay(
            edition=fair.edition,
            date=first.date + timedelta(days=number),
            opens=first.opens,
            closes=first.closes,
        )
        for number in range(3, 60)
    )
    return fair


def many_gates():
    fair = open_fair()
    first = fair.gates["E1"] if "E1" in fair.gates else next(iter(fair.gates.values()))
    Gate.objects.bulk_create(
        Gate(
            edition=fair.edition,
            code=f"M{number:03}",
            name_ko=f"제{number}번 출입구",
            purpose=first.purpose,
            area=first.area,
        )
        for number in range(400)
    )
    return fair


@pytest.mark.parametrize("make", [one_day, sixty_days, many_gates])
def test_every_table_and_every_chart_is_shown(make):
    fair = make()
    fair.ticket("A", "p1")
    fair.scan("A", next(iter(fair.gates)), "23T02:00")
    editions.set_clock(fair.edition, to=at(23, 13), rate=0)
    attendance.count_new(fair.edition.pk)

    pages = {name: table_page(tables.table(name, fair.edition)) for name in tables.TABLES}
    figures = {name: chart_page(name, charts.chart(name, fair.edition)) for name in charts.NAMES}

    assert [name for name, told in pages.items() if "figure-table" not in told] == []
    assert {name: told.count("<svg") for name, told in figures.items()} == dict.fromkeys(figures, 2)
    assert "합계 1" in figures["gate"]


def table_page(table):
    return render_to_string("tables/table.html", {"table": table})


def chart_page(key, chart):
    return render_to_string("charts/figure.html", {"chart": chart, "key": key})
