"""Which phones scan at which gate, and which of them go wrong."""

from collections.abc import Mapping
from datetime import timedelta

from visitors.crowd.fair import Fair, OpenDay
from visitors.crowd.passages import Blackout, Phone

WRONG_CLOCK = timedelta(minutes=7)
LONG_BLACKOUT = timedelta(hours=2)
SHORT_BLACKOUT = timedelta(minutes=40)

Phones = Mapping[str, tuple[Phone, ...]]


def phones(fair: Fair) -> Phones:
    """Two at every entrance, one at other gates. At the second entrance one clock is wrong."""
    astray = fair.entrances[1 % len(fair.entrances)]
    at_entrances = {
        gate: (Phone(gate, 1), Phone(gate, 2, WRONG_CLOCK if gate == astray else timedelta()))
        for gate in fair.entrances
    }
    doors = {ceremony.gate for ceremony in fair.ceremonies}
    others = [*fair.halls, *sorted(doors), *fair.booths, *fair.desks]
    return at_entrances | {gate: (Phone(gate, 1),) for gate in others}


def blackouts(fair: Fair) -> tuple[Blackout, ...]:
    """The busiest entrance loses its network for two hours of the second day, the last entrance for
    a short while of the last. A fair of one day has only the long one."""
    long_day, last_day = fair.days[min(1, len(fair.days) - 1)], fair.days[-1]
    long = _blackout(fair.entrances[0], long_day, LONG_BLACKOUT)
    if long_day is last_day:
        return (long,)
    return (long, _blackout(fair.entrances[-1], last_day, SHORT_BLACKOUT))


def _blackout(gate: str, day: OpenDay, length: timedelta) -> Blackout:
    starts = day.part(3 / 8)
    return Blackout(gate, day.index, starts, min(starts + length, day.part(7 / 8)))
