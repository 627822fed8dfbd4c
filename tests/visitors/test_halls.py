"""What is told of a hall on a day, and on all of them: every number from the rollups."""

from datetime import date, timedelta

import pytest

from expo import editions
from expo.models import Edition
from tests.dashboard.scenes import at
from tests.visitors import a_fair
from visitors import attendance
from visitors.attendance import HallFigures
from visitors.figures import Inside, Stays
from visitors.models import AreaDay

pytestmark = pytest.mark.django_db

FRIDAY = date(2023, 11, 24)


@pytest.fixture
def fair():
    fair = a_fair.open_fair(reentry="free")
    editions.set_clock(fair.edition, to=at(24, 14, 30), rate=0)
    for badge in ("a", "b"):
        fair.ticket(badge, f"person of {badge}")
    return fair


def counted(fair):
    attendance.count_new(fair.edition.pk)
    return Edition.objects.get(pk=fair.edition.pk)


def stay(fair, badge, start, minutes):
    fair.scan(badge, "4B", start)
    return fair.scan(badge, "4B", start + timedelta(minutes=minutes), "out")


def test_a_hall_tells_its_day_and_all_days(fair):
    stay(fair, "a", at(23, 11), 20)
    stay(fair, "a", at(24, 11), 40)
    fair.scan("b", "4B", at(24, 12))

    edition = counted(fair)

    assert attendance.halls(edition, FRIDAY) == [
        HallFigures(
            hall="4B",
            name=fair.areas["hall"].hall.name,
            visits=2,
            people=1,
            peak=Inside(at(24, 11), 1, is_observed=False),
            stays=Stays(people_in=2, people=1, seconds=2400),
        )
    ]
    (whole,) = attendance.halls(edition)
    assert (whole.visits, whole.stays) == (3, Stays(3, 2, 3600))


def test_a_late_way_out_and_a_void_correct_what_was_counted(fair):
    fair.scan("a", "4B", at(24, 11))
    assert attendance.halls(counted(fair), FRIDAY)[0].stays == Stays(1, 0, 0)

    out = fair.scan("a", "4B", at(24, 11, 30), "out")
    assert attendance.halls(counted(fair), FRIDAY)[0].stays == Stays(1, 1, 1800)

    fair.scan("a", "4B", at(24, 11, 10), "out")  # which had been there before it
    assert attendance.halls(counted(fair), FRIDAY)[0].stays == Stays(1, 1, 600)

    fair.void(out)
    edition = counted(fair)
    assert attendance.halls(edition, FRIDAY)[0].stays == Stays(1, 1, 600)
    assert attendance.reconcile(edition.pk) == []


def test_a_wrong_sum_of_stays_is_found(fair):
    stay(fair, "a", at(24, 11), 40)
    edition = counted(fair)
    AreaDay.objects.filter(area=fair.areas["hall"], day=FRIDAY).update(stay_seconds=1)

    (difference,) = attendance.reconcile(edition.pk)

    assert "2400" in difference.recounted


def test_an_edition_without_halls_tells_of_none(fair):
    edition = counted(fair)
    fair.devices["4B"].delete()
    fair.gates["4B"].delete()
    fair.areas["hall"].delete()

    assert attendance.halls(edition) == []


def test_a_day_that_has_not_begun_is_empty(fair):
    (told,) = attendance.halls(counted(fair), date(2023, 11, 25))

    assert (told.visits, told.people, told.peak, told.stays) == (0, None, None, Stays())


@pytest.mark.parametrize("visits", [1, 30])
def test_halls_cost_the_same_for_any_number_of_scans(fair, visits, django_assert_num_queries):
    for number in range(visits):
        stay(fair, "a", at(24, 10) + timedelta(minutes=5 * number), 2)
    edition = counted(fair)

    with django_assert_num_queries(6):
        attendance.halls(edition, FRIDAY)
