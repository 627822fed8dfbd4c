"""People who count people: twice a day somebody with a clicker, and a sweep after closing."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from visitors.crowd.fair import Fair
from visitors.crowd.guests import Guest
from visitors.crowd.passages import Headcount

CLICKED_AT = (0.3, 0.65)  # parts of the opening time
MISCOUNTED = 0.02
SWEPT_AFTER = timedelta(minutes=45)  # closing


def headcounts(fair: Fair, guests: Sequence[Guest], dice: Random) -> Iterator[Headcount]:
    for day in fair.days:
        for share in CLICKED_AT:
            at = day.part(share)
            error = dice.uniform(1 - MISCOUNTED, 1 + MISCOUNTED)
            yield Headcount(day.index, at, round(_inside(guests, at) * error))
        yield Headcount(day.index, day.closes + SWEPT_AFTER, 0, is_sweep=True)


def _inside(guests: Sequence[Guest], at: datetime) -> int:
    return sum(
        guest.heads
        for guest in guests
        if guest.is_let_in
        for stay in guest.stays
        if stay.arrives <= at < stay.leaves
    )
