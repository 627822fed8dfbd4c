"""The rows behind a number sum to it, whatever happened at the doors and however it is narrowed."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from expo import editions
from tests.factories import RegistrationFactory
from tests.visitors.a_fair import DAYS, open_fair, store_worked_example, utc
from tests.visitors.test_as_of import NOW, fair_of, few, happenings, moments
from visitors import attendance, behind
from visitors.attendance.slices import FIGURES, OUTSIDE, By, Within, numbers
from visitors.behind import Asked
from visitors.models import NO_DAY

pytestmark = pytest.mark.django_db
OF_ALL_DAYS = {"visitors", "repeat"}


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, utc("26T00:00"), rate=0)
    return fair


def number(fair, figure, area="fair", **narrowed):
    asked = Asked(figure=figure, areas=[fair.areas[area]], **narrowed)
    found = behind.behind(fair.edition, asked, most=1)
    assert found.number == sum(row.weight for row in behind.every_row(fair.edition, asked))
    return found.number


def narrowed(fair, by, figure, key, within):
    """How one asks for the rows of a line."""
    told = {"areas": within.areas, "day": within.day, "ticket_class": within.ticket_class}
    told |= {"figure": figure, "gate": within.gate}
    if by is By.DAY:
        told["day"] = NO_DAY if key == OUTSIDE else next(d for d in DAYS if str(d) == key)
    elif by is By.HOUR:
        told["hour"] = int(key)
    elif by is By.VISIT:
        told["figure"] = key
    elif by is not By.PLACE:
        told[{By.CLASS: "ticket_class"}.get(by, by.value)] = key
    return Asked(**told)


def assert_every_number(fair, parts, as_of=None):
    """Those that are nought once in a while: the database plans each question anew."""
    for place, (by, figure, within) in enumerate(parts):
        lines = numbers(fair.edition, by, figure, within, as_of).items()
        for key, told in (line for line in lines if line[1] or not place % 5):
            asked = narrowed(fair, by, figure, key, within)
            found = behind.behind(fair.edition, replaced(asked, as_of), most=1)
            assert found.number == told, (by, figure, key, within)


def replaced(asked, as_of):
    return Asked(**{name: getattr(asked, name) for name in asked.__slots__} | {"as_of": as_of})


def every_part(fair, area):
    return [
        (by, figure, Within(areas=[fair.areas[area]], day=day))
        for by, figures in FIGURES.items()
        for figure in figures
        for day in (None, DAYS[0])
        if not (day and figure in OF_ALL_DAYS)
    ]


def narrower(fair):
    """Also through one gate, and of one class."""
    here = [fair.areas["fair"]]
    for gate in ("E1", "E2"):
        for by in (By.DAY, By.HOUR):
            yield from ((by, flow, Within(areas=here, gate=gate)) for flow in FIGURES[By.GATE])
    for name in ("visitor", "group"):
        yield By.DAY, "visits", Within(areas=here, ticket_class=name)


def test_every_number_of_the_worked_example_has_its_rows(fair):
    store_worked_example(fair)
    fair.scan("", "E2", "23T02:00", outcome="refused")
    fair.void(fair.scan("", "E1", "23T02:00", outcome="refused"))
    fair.scan("", "E1", "10T02:00", outcome="refused")  # long before the fair
    fair.scan("A1", "4B", "23T02:00")
    RegistrationFactory(
        edition=fair.edition, person=fair.people["p1"], registered_at=utc("20T00:00")
    )
    attendance.catch_up(fair.edition.pk)

    assert_every_number(fair, [*every_part(fair, "fair"), *narrower(fair)])
    assert_every_number(fair, every_part(fair, "hall")[::5])


@settings(few, max_examples=5)
@given(
    told=st.lists(happenings, min_size=5, max_size=40),
    as_of=st.none() | moments,
    first=st.integers(0, 6),
)
def test_any_number_has_its_rows_now_and_as_of_any_moment(db, told, as_of, first):
    with transaction.atomic():
        fair = fair_of(told)
        attendance.catch_up(fair.edition.pk)
        parts = [*every_part(fair, "fair"), *narrower(fair), *every_part(fair, "hall")]
        assert_every_number(fair, parts[first::7], as_of and min(as_of, NOW))
        transaction.set_rollback(True)


def test_the_parts_of_a_figure_sum_to_it_however_it_is_taken_apart(fair):
    store_worked_example(fair)
    attendance.catch_up(fair.edition.pk)

    def whole(by, figure, **within):
        return sum(numbers(fair.edition, by, figure, Within(**within)).values())

    assert [whole(by, "entries") for by in (By.DAY, By.HOUR, By.GATE)] == [8, 8, 8]
    assert [whole(by, "visits") for by in (By.DAY, By.CLASS, By.REGISTRATION)] == [7, 7, 7]
    assert numbers(fair.edition, By.VISIT, "visits", Within()) == {
        "first_visits": 4,
        "repeat_visits": 3,
        "unidentified": 12,
    }
    assert whole(By.DAY, "entries", gate="E2") == 0
    assert whole(By.HOUR, "entries", day=DAYS[1]) == 3
    assert whole(By.CLASS, "person_days", day=DAYS[0]) == 6


def test_a_fair_without_scans_or_doors_has_no_rows(fair):
    assert number(fair, "visits") == number(fair, "refused") == 0
    assert behind.behind(fair.edition, Asked(figure="entries", areas=[])).rows == []


def test_the_row_of_a_visit_is_the_scan_that_makes_it(fair):
    for moment, gate in (("22T23:30", "E2"), ("23T05:00", "E1")):  # early, and again
        if "A" not in fair.tickets:
            fair.ticket("A", "p1")
        fair.scan("A", gate, moment)

    asked = Asked(figure="visits", areas=[fair.areas["fair"]])
    (row,) = behind.behind(fair.edition, asked).rows

    assert (row.gate, row.at, row.day) == ("E2", utc("22T23:30"), DAYS[0])
    assert (row.direction, row.outcome, row.ticket_class) == ("in", "admitted", "visitor")
    assert (row.device, row.weight) == ("scanner", 1)


def test_badges_of_one_person_have_one_pseudonym_for_him_and_one_each(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    fair.merge("p2", "p1")
    for badge in "AB":
        fair.scan(badge, "E1", "23T02:00")

    asked = Asked(figure="entries", areas=[fair.areas["fair"]])
    first, second = behind.behind(fair.edition, asked).rows

    assert first.person == second.person
    assert first.badge != second.badge
    assert str(fair.people["p1"].pk) not in (first.person, first.badge)


def test_pages_follow_one_another_without_a_gap(fair):
    fair.ticket("A", "p1")
    fair.ticket("B", "p2")
    for minute in range(7):  # two at the same moment each time
        for badge in "AB":
            fair.scan(badge, "E1", utc("23T02:00") + timedelta(minutes=2 * minute))
    asked = Asked(figure="entries", areas=[fair.areas["fair"]])

    pages, key = [], None
    while not pages or pages[-1].rows:
        pages.append(behind.behind(fair.edition, asked, after=key, most=3))
        key = pages[-1].rows[-1].key if pages[-1].rows else key

    rows = [row for page in pages for row in page.rows]
    assert rows == list(behind.every_row(fair.edition, asked))
    assert [page.before for page in pages] == [0, 3, 6, 9, 12, 14]
    assert {(page.count, page.number) for page in pages} == {(14, 14)}


def test_only_some_areas_on_some_days_may_be_asked_for(fair):
    fair.ticket("A", "p1")
    for moment in ("23T02:00", "24T02:00"):
        fair.scan("A", "A-01", moment)

    booth = fair.areas["booth"]
    assert number(fair, "visits", "booth") == 2
    assert number(fair, "visits", "booth", spots=[(booth.pk, DAYS[1])]) == 1
    assert number(fair, "visits", "booth", spots=[]) == 0
