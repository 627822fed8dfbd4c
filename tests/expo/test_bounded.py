"""What is kept by heart: as much as there is room for, and then anew."""

from expo.bounded import Bounded


def test_it_keeps_what_there_is_room_for():
    kept = Bounded(2)

    kept["a"], kept["b"] = 1, 2

    assert kept == {"a": 1, "b": 2}


def test_full_it_begins_anew():
    kept = Bounded(2)

    kept["a"], kept["b"], kept["c"] = 1, 2, 3

    assert kept == {"c": 3}
