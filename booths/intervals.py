"""Arithmetic with stretches of time. Knows no database and no Django."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """From `start` up to, not including, `end`; empty when the end is not after the start."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return max(self.end - self.start, timedelta())

    def cut_to(self, other: "Stretch") -> "Stretch":
        return Stretch(max(self.start, other.start), min(self.end, other.end))


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same moments in as few stretches as possible, in order; empty ones are left out."""
    result: list[Stretch] = []
    for stretch in sorted(s for s in stretches if s.length):
        if result and stretch.start <= result[-1].end:
            result[-1] = Stretch(result[-1].start, max(result[-1].end, stretch.end))
        else:
            result.append(stretch)
    return result


def shared(some: Iterable[Stretch], others: Iterable[Stretch]) -> Iterator[Stretch]:
    """What lies in both, each side merged first, so no moment comes twice."""
    windows = merged(others)
    for stretch in merged(some):
        for window in windows:
            if (cut := stretch.cut_to(window)).length:
                yield cut


def total(stretches: Iterable[Stretch]) -> timedelta:
    """How long the stretches last together; what overlaps counts once."""
    return sum((stretch.length for stretch in merged(stretches)), timedelta())
