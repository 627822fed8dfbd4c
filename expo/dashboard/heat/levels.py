"""Five classes of numbers, with about as many booths in each. Knows no framework.

Booths differ by powers of ten: classes of equal width would put all but three into the first."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

CLASSES = 5
EMPTY = 0
"""The level of a booth that nobody visited, and of one that nobody counts."""


def bounds(values: Iterable[float | None]) -> list[float]:
    """The greatest number of each class, ascending and without repetition: of few different numbers
    there are fewer classes, of none there is none."""
    counted = sorted(value for value in values if value)
    if not counted:
        return []
    last = len(counted) - 1
    return sorted({counted[round(last * nth / CLASSES)] for nth in range(1, CLASSES + 1)})


def level(value: float | None, limits: Sequence[float]) -> int:
    """From 1, the fewest, to CLASSES, the most; EMPTY for none. With few classes the last ones."""
    if not value or not limits:
        return EMPTY
    place = min(bisect_left(limits, value), len(limits) - 1)
    return CLASSES - len(limits) + place + 1


def spans(limits: Sequence[float], step: float) -> list[tuple[int, float, float]]:
    """For the legend: level, its least and its greatest number, told in whole steps."""
    lows = [step, *(limit + step for limit in limits[:-1])]
    first = CLASSES - len(limits) + 1
    return [
        (first + place, low, high)
        for place, (low, high) in enumerate(zip(lows, limits, strict=False))
    ]
