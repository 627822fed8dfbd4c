"""What was known when: each reason for another figure can be told from the others."""

from dataclasses import replace
from itertools import pairwise

import pytest

from expo import editions
from tests.visitors.a_fair import open_fair, store_worked_example, utc
from visitors import attendance
from visitors.attendance import Knowledge
from visitors.models import Adjustment

pytestmark = pytest.mark.django_db
THEN, NOW = utc("23T06:00"), utc("26T00:00")


@pytest.fixture
def fair():
    fair = open_fair()
    editions.set_clock(fair.edition, NOW, rate=0)
    for badge in "ABCDE":
        fair.ticket(badge, f"p{badge}")
    return fair


def visits(fair, knowledge):
    return attendance.figures_known(fair.edition, knowledge).visits


def visitors(fair, knowledge):
    return attendance.figures_known(fair.edition, knowledge).visitors


def test_every_reason_for_another_figure_can_be_added_by_itself(fair):
    voided = fair.scan("A", "E1", "23T02:00")
    fair.scan("B", "E1", "23T02:00")
    fair.scan("C", "E1", "23T02:00")
    fair.scan("D", "E1", "23T03:00", received_at=utc("24T00:00"))  # came in late
    fair.scan("E", "E1", "23T07:00")  # happened afterwards
    fair.void(voided, received_at=utc("24T01:00"))
    fair.merge("pB", "pC", at="24T02:00")
    adjust(fair, "D", "staff", "24T03:00")
    then = Knowledge.at(THEN)

    steps = [
        then,
        replace(then, scans=NOW, scanned_until=THEN),
        replace(then, scans=NOW),
        replace(then, scans=NOW, voids=NOW),
        replace(then, scans=NOW, voids=NOW, merges=NOW),
        Knowledge.at(NOW),
    ]

    told = [visits(fair, knowledge) for knowledge in steps]
    assert told == [3, 4, 5, 4, 3, 2]
    assert [after - before for before, after in pairwise(told)] == [+1, +1, -1, -1, -1]


def adjust(fair, badge, ticket_class, moment, undone=None):
    return Adjustment.objects.create(
        edition=fair.edition,
        ticket=fair.tickets[badge],
        ticket_class=ticket_class,
        reason="a helper",
        adjusted_at=utc(moment),
        undone_at=undone and utc(undone),
    )


def test_all_that_is_known_now_gives_the_live_figures(fair):
    store_worked_example(fair)
    attendance.count_new(fair.edition.pk)

    known = attendance.figures_known(fair.edition, Knowledge.at(NOW))

    assert known == attendance.figures(fair.edition)


def test_what_was_undone_by_then_was_not_known(fair):
    fair.scan("A", "E1", "23T02:00")
    adjust(fair, "A", "staff", "23T03:00", undone="23T05:00")

    told = [visits(fair, Knowledge.at(utc(f"23T0{hour}:00"))) for hour in (2, 3, 4, 5)]

    assert told == [0, 0, 0, 1]


def test_a_clock_that_was_set_back_makes_nobody_count_twice(fair):
    fair.scan("A", "E1", "23T02:00")
    adjust(fair, "A", "staff", "23T03:00", undone="23T06:00")
    adjust(fair, "A", "media", "23T04:00")  # made after that, by a clock set back
    undone = fair.merge("pA", "pB", at="23T03:00")
    undone.undone_at = utc("23T06:00")
    undone.save(update_fields=["undone_at"])
    fair.merge("pA", "pC", at="23T04:00")

    told = attendance.figures_known(fair.edition, Knowledge.at(utc("23T05:00")))

    assert (told.visits, told.classes) == (0, {"media": 1})


def test_a_fair_without_an_entrance_has_no_figures_yet(fair):
    fair.areas["fair"].gates.update(area=fair.areas["hall"])
    fair.areas["fair"].delete()

    assert visitors(fair, Knowledge.at(NOW)) == 0
