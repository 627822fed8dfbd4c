import itertools
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from booths.intervals import Stretch, merged, shared, total

MIDNIGHT = datetime(2023, 11, 24, tzinfo=UTC)


def at(minute):
    return MIDNIGHT + timedelta(minutes=minute)


def stretch(start, end):
    return Stretch(at(start), at(end))


minutes = st.integers(0, 60)
stretches = st.lists(st.builds(stretch, minutes, minutes), max_size=8)


def moments(found):
    """Every minute that lies in some stretch: the slow way to know what is right."""
    return {m for m in range(60) for s in found if s.start <= at(m) < s.end}


def test_overlapping_and_touching_stretches_become_one():
    assert merged([stretch(5, 9), stretch(0, 3), stretch(3, 6)]) == [stretch(0, 9)]


def test_what_overlaps_counts_once():
    assert total([stretch(0, 10), stretch(5, 15)]) == timedelta(minutes=15)


def test_a_stretch_that_ends_before_it_starts_is_empty():
    assert merged([stretch(9, 3)]) == []


@given(stretches)
def test_merging_keeps_every_moment_and_leaves_gaps_between(found):
    result = merged(found)

    assert moments(result) == moments(found)
    assert all(a.end < b.start for a, b in itertools.pairwise(result))


@given(stretches, stretches)
def test_what_is_shared_lies_in_both(some, others):
    assert moments(list(shared(some, others))) == moments(some) & moments(others)


@given(stretches)
def test_the_total_is_the_number_of_moments(found):
    assert total(found) == timedelta(minutes=len(moments(found)))
