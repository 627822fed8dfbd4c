"""When people come, and how long they stay."""

from datetime import datetime, timedelta
from math import log
from random import Random

from visitors.crowd.dice import minutes
from visitors.crowd.fair import OpenDay

WEEKDAY = (17, 19, 12, 11, 15, 13, 9, 4)
WEEKEND = (24, 20, 14, 15, 13, 10, 4)
"""How many of a hundred come in each equal part of the opening time: a rush when the doors open, a
dip at lunch, a second wave. The weekend comes earlier, for the ceremonies."""

LAST_ARRIVALS = 0.95  # of the opening time: nobody sets out to see the lights go off
USUAL_STAY = 105  # minutes; half stay longer
SPREAD = 0.5
SHORTEST_STAY = timedelta(minutes=20)
CLEARING_OUT = timedelta(minutes=15)  # after closing, until the last have left
POPULARITY = {True: 1.3, False: 1.0}  # of a weekend, against a weekday


def popularity(day: OpenDay) -> float:
    return POPULARITY[day.is_weekend]


def arrival(day: OpenDay, dice: Random) -> datetime:
    """When one visitor gets in."""
    curve = WEEKEND if day.is_weekend else WEEKDAY
    part = dice.choices(range(len(curve)), curve)[0]
    share = (part + dice.random()) / len(curve)
    return _whole_ms(day.part(share * LAST_ARRIVALS))


def departure(arrives: datetime, day: OpenDay, dice: Random) -> datetime:
    """When somebody who got in at `arrives` leaves: within a quarter of an hour after closing."""
    stay = timedelta(minutes=dice.lognormvariate(log(USUAL_STAY), SPREAD))
    latest = day.closes + CLEARING_OUT * dice.random() - arrives
    return _whole_ms(arrives + max(SHORTEST_STAY, min(stay, latest)))


def working_day(day: OpenDay, dice: Random) -> tuple[datetime, datetime]:
    """When somebody who works at the fair comes, before it opens, and goes, after it has closed."""
    return day.opens - minutes(dice, 5, 90), day.closes + minutes(dice, 2, 40)


def _whole_ms(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
