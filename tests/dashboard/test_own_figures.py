"""What an exhibitor reads of its own booths, and of nobody else's."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from expo import editions
from expo.dashboard import own_figures
from tests.factories import (
    AssignmentFactory,
    CoParticipationFactory,
    MemberFactory,
    ParticipationFactory,
    SpaceFactory,
)
from tests.visitors import a_fair
from visitors import attendance

pytestmark = pytest.mark.django_db

SEOUL = ZoneInfo("Asia/Seoul")


def at(day, hour):
    return datetime(2023, 11, day, hour, tzinfo=SEOUL)


def days(first, last):
    return DateRange(date(2023, 11, first), date(2023, 11, last + 1))


@pytest.fixture
def fair():
    """Two visitors at the booth on the 23rd, one of them twice and again on the 24th; the clock
    stands at noon of the 24th."""
    fair = a_fair.open_fair()
    for badge in "AB":
        fair.ticket(badge, badge)
    booth = next(gate for gate in fair.gates if fair.gates[gate].purpose == "booth")
    fair.booth = booth
    for badge, moment in (
        ("A", "23T01:10"),
        ("A", "23T02:20"),
        ("B", "23T02:30"),
        ("A", "24T02:00"),
    ):
        fair.scan(badge, booth, moment)
    editions.set_clock(fair.edition, at(24, 12), rate=0)
    attendance.count_new(fair.edition.pk)
    return fair


def give(fair, first=23, last=25, **whom):
    area = fair.gates[fair.booth].area
    space = SpaceFactory(edition=fair.edition, code=area.code)
    return AssignmentFactory(space=space, days=days(first, last), **whom).participation


def told(participation, moment=None):
    return own_figures.of(participation.exhibitor, moment or at(24, 12))


def test_visits_are_told_by_day_and_entries_by_hour(fair):
    (booth,) = told(give(fair))

    assert [(day.day.day, day.visits.visits, day.visits.entries) for day in booth.days] == [
        (23, 2, 3),
        (24, 1, 1),
    ]
    assert [(row.hour.hour, row.entries) for row in booth.days[0].hours] == [(10, 1), (11, 2)]
    assert (booth.total.visits, booth.total.entries) == (3, 4)


def test_the_hours_of_a_day_sum_to_its_entries(fair):
    (booth,) = told(give(fair))

    for day in booth.days:
        assert sum(row.entries for row in day.hours) == day.visits.entries


def test_only_the_days_count_on_which_the_booth_was_its_own(fair):
    before = give(fair, last=23)
    space = before.assignments.get().space
    now = AssignmentFactory(space=space, days=days(24, 25)).participation

    assert [day.day.day for day in told(before)[0].days] == [23]
    assert [day.day.day for day in told(now)[0].days] == [24]
    assert told(now)[0].total.visits == 1


def test_a_day_to_come_is_not_told(fair):
    assert told(give(fair, first=25))[0].days == []


def test_whoever_has_no_booth_has_no_figures(fair):
    give(fair)

    assert told(ParticipationFactory(edition=fair.edition)) == []


def address(participation):
    return reverse("portal_figures", args=[participation.exhibitor.uuid])


def read(client, participation):
    client.force_login(MemberFactory(exhibitor=participation.exhibitor).account)
    return client.get(address(participation))


def test_the_page_tells_figures_definitions_and_up_to_when(client, fair):
    page = read(client, give(fair)).content.decode()

    assert "11월 24일(금) 12:00:00" in page
    assert "방문(연인원, 1일 1회)" in page
    assert "<svg" in page


def test_before_anything_is_counted_the_page_says_what_will_appear(client, fair):
    editions.set_clock(fair.edition, at(20, 12), rate=0)

    page = read(client, give(fair))

    assert page.status_code == 200
    assert "<svg" not in page.content.decode()


def test_a_co_exhibitor_reads_whose_figures_they_are_and_none_of_them(client, fair):
    main = give(fair)
    guest = CoParticipationFactory(edition=fair.edition, main=main)

    page = read(client, guest)

    assert page.context["booths"] == []
    assert main.exhibitor.name_ko in page.content.decode()


def test_an_edition_without_days_says_so(client, db):
    page = read(client, ParticipationFactory())

    assert page.status_code == 200
    assert page.context["reason"]


def test_a_member_of_another_exhibitor_finds_nothing(client, fair):
    main = give(fair)
    read(client, ParticipationFactory(edition=fair.edition))

    assert client.get(address(main)).status_code == 404


@pytest.mark.parametrize("size", [0, 20])
def test_the_figures_cost_the_same_for_any_number_of_booths(fair, size, django_assert_num_queries):
    main = give(fair)
    AssignmentFactory.create_batch(size, space__edition=fair.edition, participation=main)

    with django_assert_num_queries(9):
        told(main)
