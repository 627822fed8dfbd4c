"""What the doors said when somebody counted: as the definition of occupancy has it."""

import random
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.visitors import a_fair
from tests.visitors.a_fair import utc
from visitors import attendance, drifts, figures, observations
from visitors.models import Observation, ObservationKind
from visitors.observations import Headcount

pytestmark = pytest.mark.django_db

EVENING = utc("23T09:00")


@pytest.fixture
def fair():
    return a_fair.open_fair()


def told(fair, moment, count, area="fair"):
    at = utc(moment) if isinstance(moment, str) else moment
    said = Headcount(
        area=fair.areas[area], count=count, kind=ObservationKind.CLICKER, observed_at=at
    )
    return observations.tell(fair.edition, said, at=at).observation


def let_in(fair, *moments, gate="E1"):
    for number, moment in enumerate(moments):
        badge = f"{gate} {number} {moment}"
        fair.ticket(badge, badge)
        fair.scan(badge, gate, moment)
    attendance.count_new(fair.edition.pk)


def estimates(fair, *rows):
    known = drifts.estimates(fair.edition, rows)
    return [known.get(row.pk) for row in rows]


def test_before_the_first_headcount_the_doors_speak_for_themselves(fair):
    let_in(fair, "23T02:00:10", "23T02:00:40", "23T03:00:00")

    assert estimates(fair, told(fair, "23T02:30", 9)) == [2]


def test_a_headcount_goes_on_from_the_one_before(fair):
    let_in(fair, "23T02:00:10", "23T02:45:00")

    assert estimates(fair, told(fair, "23T02:30", 9), told(fair, "23T03:00", 9)) == [1, 10]


def test_a_headcount_stands_for_the_end_of_its_second(fair):
    let_in(fair, "23T02:30:00", "23T02:30:01")
    early, late = told(fair, "23T02:30:00", 5), told(fair, "23T02:30:00.900", 6)

    assert estimates(fair, early, late, told(fair, "23T02:30:01", 7)) == [1, 5, 7]


def test_a_withdrawn_headcount_anchors_nothing_and_still_has_its_drift(fair):
    let_in(fair, "23T02:00:10")
    wrong, right = told(fair, "23T02:30", 900), told(fair, "23T02:40", 2)
    observations.withdraw(wrong, at=EVENING)

    assert estimates(fair, wrong, right) == [1, 1]


def test_every_day_begins_with_nobody(fair):
    let_in(fair, "23T02:00:10")
    swept = told(fair, "23T10:00", 3)

    assert estimates(fair, swept, told(fair, "24T02:00", 0)) == [1, 0]


def test_places_do_not_meddle_with_one_another(fair):
    let_in(fair, "23T02:00:10", "23T02:10:00")
    let_in(fair, "23T02:20:00", gate="4B")

    assert estimates(fair, told(fair, "23T02:30", 9), told(fair, "23T02:30", 9, "hall")) == [2, 1]


def test_a_headcount_on_no_show_day_has_no_estimate(fair):
    row = told(fair, "23T02:30", 9)
    fair.edition.show_days.filter(date=utc("23T00:00").date()).delete()

    assert estimates(fair, row) == [None]


def test_of_nothing_nothing_is_asked(fair, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert drifts.estimates(fair.edition, []) == {}


def test_many_headcounts_cost_what_one_costs(fair):
    rows = [told(fair, EVENING + timedelta(minutes=minute), minute) for minute in range(30)]

    def cost(some):
        with CaptureQueriesContext(connection) as queries:
            drifts.estimates(fair.edition, some)
        return len(queries)

    assert cost(rows[:1]) == cost(rows) == 2


@pytest.mark.parametrize("seed", range(5))
def test_estimates_are_those_of_the_pure_definition(fair, seed):
    """Scans and headcounts on the same seconds, in the same minutes, and far apart."""
    dice = random.Random(seed)
    begin = utc("23T01:58:30")
    moments = [begin + timedelta(seconds=dice.choice([0, 1, 45, 90, 3000])) for _ in range(25)]
    changed = {}
    for number, moment in enumerate(sorted(moments)):
        badge = f"badge {number}"
        fair.ticket(badge, badge)
        fair.scan(badge, "E1", moment)
        changed[moment] = changed.get(moment, 0) + 1
    attendance.count_new(fair.edition.pk)
    seen = sorted(begin + timedelta(seconds=dice.randrange(0, 3100, 5)) for _ in range(12))
    rows = [told(fair, moment, dice.randrange(50)) for moment in seen]
    for row in dice.sample(rows, 4):
        observations.withdraw(row, at=EVENING)
    standing = list(Observation.objects.standing().order_by("observed_at", "pk"))

    assert estimates(fair, *rows) == [by_definition(changed, standing, row) for row in rows]


def by_definition(changed, standing, row):
    day = attendance.calendars.rules_of(row.edition).show_days[0]
    until = {second: net for second, net in changed.items() if second <= row.observed_at}
    before = [
        figures.Observation(f"{each.pk:020}", each.observed_at, each.count)
        for each in standing
        if (each.observed_at, each.pk) < (row.observed_at, row.pk)
    ]
    steps = list(figures.occupancy(until, before, day))
    return steps[-1].people if steps else 0


def test_the_engine_tells_the_same_drift(fair):
    let_in(fair, "23T02:00:10", "23T02:45:00")
    told(fair, "23T02:30", 9)
    last = told(fair, "23T03:00", 4)

    inside = attendance.inside(fair.areas["fair"], EVENING)

    assert estimates(fair, last) == [inside.drift + last.count]
