"""How full a place is."""

import pytest

from tests import factories
from visitors import capacity_warnings
from visitors.capacity_warnings import Level, levels
from visitors.models import AreaKind

USUAL = {"warning_percent": 80, "stop_percent": 95}


@pytest.mark.parametrize(
    ("people", "level"),
    [
        (-3, Level.CALM),
        (0, Level.CALM),
        (79, Level.CALM),
        (80, Level.WARNING),
        (94, Level.WARNING),
        (95, Level.STOP),
        (250, Level.STOP),
    ],
)
def test_a_level_is_reached_at_its_percentage_exactly(people, level):
    assert levels.level_of(people, 100, **USUAL) is level


@pytest.mark.parametrize("capacity", [None, 0])
def test_a_place_of_which_nobody_said_what_it_holds_has_no_level(capacity):
    assert levels.level_of(5000, capacity, **USUAL) is None


def test_where_both_levels_are_one_the_stop_is_told():
    assert levels.level_of(90, 100, warning_percent=90, stop_percent=90) is Level.STOP


@pytest.mark.parametrize(("people", "is_left"), [(79, False), (78, False), (77, True)])
def test_a_level_is_left_clearly_below_it(people, is_left):
    assert levels.is_left(people, 100, 80) is is_left


@pytest.mark.parametrize("percent", [1, 2, 3])
def test_an_empty_place_has_left_even_the_lowest_level(percent):
    assert levels.is_left(0, 50, percent)


@pytest.mark.parametrize("percent", [1, 2, 3, 80, 200])
@pytest.mark.parametrize("capacity", [1, 7, 6000])
def test_nowhere_is_a_level_reached_and_left_at_once(percent, capacity):
    for people in range(3 * capacity):
        reached = levels.is_reached(people, capacity, percent)
        assert not (reached and levels.is_left(people, capacity, percent))


def test_the_edition_says_at_which_percentages(db):
    edition = factories.EditionFactory(warning_percent=50, stop_percent=60)

    assert capacity_warnings.level_in(edition, 55, 100) is Level.WARNING
    assert capacity_warnings.level_in(edition, 55, None) is None


def test_the_fair_a_hall_and_a_session_know_what_they_hold(db):
    edition = factories.EditionFactory(capacity=6000)
    hall = factories.HallFactory(edition=edition, capacity=None)
    fair = factories.AreaFactory(edition=edition, kind=AreaKind.FAIR, code="")
    room = factories.AreaFactory(edition=edition, kind=AreaKind.HALL, hall=hall)

    assert levels.capacity_of(fair) == 6000
    assert levels.capacity_of(room) is None
