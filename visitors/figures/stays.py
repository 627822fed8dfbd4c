"""How long people stayed: from a scan in to the next scan of the same badge, where that leads out.

Only stays whose end was scanned are told. Who left unseen would seem to have stayed until the
evening, and a few such would double a mean of half an hour; so they are left out of it, and how
many of those who came in are known to have left stands beside it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from visitors.figures.occupancy import second_of
from visitors.figures.readings import Reading


@dataclass(frozen=True, slots=True)
class Stays:
    """Of `people_in` who passed in (of every class, with all heads), `people` were scanned going
    out; these stayed for so many `seconds` together."""

    people_in: int = 0
    people: int = 0
    seconds: int = 0

    def __add__(self, other: "Stays") -> "Stays":
        return Stays(
            self.people_in + other.people_in,
            self.people + other.people,
            self.seconds + other.seconds,
        )

    @property
    def mean_minutes(self) -> float | None:
        """None where nobody's end is known."""
        return self.seconds / self.people / 60 if self.people else None

    @property
    def known_share(self) -> float | None:
        """From 0 to 1; None where nobody came in."""
        return min(self.people / self.people_in, 1.0) if self.people_in else None


def stays(readings: Iterable[Reading]) -> dict[date, Stays]:
    """Show day → its stays, of one area. `readings` badge by badge in order, as `read` tells them;
    told by the second, as people inside are."""
    told: dict[date, Stays] = defaultdict(Stays)
    for last, reading in pairwise([None, *readings]):
        if reading and reading.day:
            told[reading.day.day] += _stay(last, reading)
    return {day: sums for day, sums in told.items() if sums != Stays()}


def _stay(last: Reading | None, reading: Reading) -> Stays:
    heads = reading.scan.heads
    if reading.is_passage_in:
        return Stays(people_in=heads)
    if last is None or not _is_end_of(last, reading):
        return Stays()
    length = second_of(reading.scan.scanned_at) - second_of(last.scan.scanned_at)
    return Stays(people=heads, seconds=heads * int(length.total_seconds()))


def _is_end_of(last: Reading, reading: Reading) -> bool:
    return (
        reading.is_passage_out
        and last.scan.badge == reading.scan.badge
        and last.scan.direction == "in"
        and last.day == reading.day
    )
