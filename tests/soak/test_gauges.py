"""What grows: told of the second half, when everything that is loaded once is loaded."""

import pytest

from tests.soak import gauges
from tests.soak.gauges import Gauges


def readings(*megabytes: float) -> list[gauges.Reading]:
    """One each minute."""
    return [(60.0 * minute, each) for minute, each in enumerate(megabytes)]


def test_what_is_loaded_at_first_is_no_growth():
    assert gauges.slope(readings(1, 90, 100, 100, 100)) == pytest.approx(0)
    assert gauges.slope(readings(100, 100, 100, 103, 106)) == pytest.approx(3)


def test_a_process_that_cleans_up_and_ends_does_not_grow():
    told = Gauges({}, postgres=1)
    told.postgresql = readings(8, 8, 8, 27, 9, 9)
    told.backends = {1: readings(8, 8, 8, 9, 9, 9), 2: readings(1, 18)}

    assert told.lasting == [told.backends[1]]
