"""How many people are inside: the last observation's count, plus in, minus out after it.

Told by the second: whoever passed within a second is inside or outside at its end, and an
observation stands for the end of its second. Every show day begins with nobody inside. People of
every class count.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from visitors.figures.days import ShowDay
from visitors.figures.readings import Reading
from visitors.figures.scans import Observation


@dataclass(frozen=True, slots=True)
class Inside:
    """People inside from this second on; `is_observed`: an observation of that day supports it."""

    at: datetime
    people: int
    is_observed: bool


def second_of(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def changes(readings: Iterable[Reading]) -> dict[datetime, int]:
    """second → heads in − heads out, for every second of a show day that changed anything."""
    changed: Counter[datetime] = Counter()
    for reading in readings:
        if reading.is_passage_in or reading.is_passage_out:
            sign = 1 if reading.is_passage_in else -1
            changed[second_of(reading.scan.scanned_at)] += sign * reading.scan.heads
    return {second: net for second, net in changed.items() if net}


def occupancy(
    changed: Mapping[datetime, int], observations: Iterable[Observation], day: ShowDay
) -> Iterator[Inside]:
    """The people inside over a show day: a step for every second that changes or observes it."""
    seen = sorted(observations, key=lambda seen: (seen.observed_at, seen.id))
    steps = [(second_of(o.observed_at), 1, o.count) for o in seen if _is_on(o.observed_at, day)]
    steps += [(second, 0, net) for second, net in changed.items() if _is_on(second, day)]
    people, is_observed = 0, False
    in_order = sorted(steps, key=itemgetter(0, 1))
    for second, at_once in groupby(in_order, key=itemgetter(0)):
        for _second, is_count, number in at_once:
            people = number if is_count else people + number
            is_observed = is_observed or bool(is_count)
        yield Inside(second, people, is_observed)


def peak(steps: Iterable[Inside]) -> Inside | None:
    """The most people inside and when there first were so many; None when nothing happened."""
    return max(steps, key=lambda inside: inside.people, default=None)


def most_within(steps: Sequence[Inside], starts: Sequence[datetime]) -> list[int]:
    """The most people inside in each stretch, from its start to the next one's, the last one's to
    the end of the steps. Who was inside when it began counts.

    `steps` are those of one show day, `starts` in order."""
    told = []
    for start, end in zip(starts, [*starts[1:], None], strict=False):
        before = [step.people for step in steps if step.at <= start][-1:]
        within = (step.people for step in steps if step.at > start and (not end or step.at < end))
        told.append(max([*before, *within], default=0))
    return told


def drift(
    changed: Mapping[datetime, int], observations: Iterable[Observation], day: ShowDay
) -> int | None:
    """By how many people the doors had more than the day's last observation found; None without.

    Passages nobody scanned: the observation counts from then on, and no scan is made up."""
    in_order = sorted(observations, key=lambda seen: (seen.observed_at, seen.id))
    told = [seen for seen in in_order if _is_on(seen.observed_at, day)]
    if not told:
        return None
    *before, last = told
    until = {second: net for second, net in changed.items() if second <= last.observed_at}
    steps = list(occupancy(until, before, day))
    return (steps[-1].people if steps else 0) - last.count


def _is_on(at: datetime, day: ShowDay) -> bool:
    return day.starts <= at < day.ends
