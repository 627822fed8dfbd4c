"""The way that the plan's page shows: around booths, never through them, and honest about doors."""

from itertools import pairwise
from math import dist

import pytest

HALL = {"x": 1, "y": 1, "width": 36, "height": 48}
NEXT_HALL = {"x": 37, "y": 1, "width": 36, "height": 48}


def box(x, y, width=6, height=3):
    return {"x": x, "y": y, "width": width, "height": height}


def way(walking, booths, halls=(HALL,), start=0, end=-1):
    end = end % len(booths)
    return walking.ask("walk", halls=list(halls), booths=booths, **{"from": start, "to": end})


def samples(points):
    for one, other in pairwise(points):
        steps = max(1, int(dist(one, other) / 0.1))
        for step in range(steps + 1):
            share = step / steps
            yield tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))


def lies_in(point, booth):
    x, y = point
    return (
        booth["x"] < x < booth["x"] + booth["width"]
        and booth["y"] < y < booth["y"] + booth["height"]
    )


def rows():
    """Four rows of booths with aisles of four metres, and a cross aisle."""
    return [box(x, y) for y in (5, 15, 25, 35) for x in (4, 10, 22, 28)]


@pytest.mark.parametrize("start", [0, 3, 6])
@pytest.mark.parametrize("end", [9, 12, 15])
def test_a_way_never_leads_through_a_booth(walking, start, end):
    booths = rows()

    found = way(walking, booths, start=start, end=end)

    assert not [p for p in samples(found["points"]) for booth in booths if lies_in(p, booth)]


def test_a_way_begins_beside_the_one_booth_and_ends_beside_the_other(walking):
    booths = rows()

    found = way(walking, booths)

    for booth, point in ((booths[0], found["points"][0]), (booths[-1], found["points"][-1])):
        beside = box(booth["x"] - 1, booth["y"] - 1, booth["width"] + 2, booth["height"] + 2)
        assert lies_in(point, beside)


def test_a_free_way_is_straight(walking):
    found = way(walking, [box(4, 5), box(28, 5)])

    assert found["metres"] == pytest.approx(18, abs=1)
    assert len(found["points"]) <= 3


def test_a_wall_of_booths_is_walked_around(walking):
    wall = box(1, 20, 30, 3)

    found = way(walking, [box(4, 5), wall, box(4, 35)])

    assert found["metres"] > 50
    assert max(x for x, _y in found["points"]) > 31


def test_there_is_no_way_out_of_a_booth_that_is_shut_in(walking):
    shut_in = [box(1, 1, 6, 3), box(7, 1, 3, 3), box(1, 4, 9, 3), box(20, 20)]

    assert way(walking, shut_in) is None


def test_a_way_into_another_hall_says_so(walking):
    booths = [box(4, 5), box(60, 5)]

    assert way(walking, booths, [HALL, NEXT_HALL])["crosses"] is True
    assert way(walking, [box(4, 5), box(28, 35)], [HALL, NEXT_HALL])["crosses"] is False


def test_halls_that_do_not_touch_have_no_way_between_them(walking):
    far = {"x": 80, "y": 1, "width": 20, "height": 20}

    assert way(walking, [box(4, 5), box(85, 5)], [HALL, far]) is None


def test_a_way_keeps_to_the_middle_of_an_aisle(walking):
    upper, lower = (
        [box(x, 5, 6, 6) for x in (4, 10, 16, 22)],
        [box(x, 15, 6, 6) for x in (4, 10, 16, 22)],
    )

    found = way(walking, [*upper, *lower], start=0, end=7)

    inner = [y for x, y in samples(found["points"]) if 13 < x < 19]
    assert all(12 <= y <= 14 for y in inner)
