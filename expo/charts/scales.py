"""Round numbers along an axis, and how numbers are written."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """From value to place. `ticks` are round numbers, nought among them, from end to end."""

    ticks: Sequence[float]
    start: float
    end: float

    def at(self, value: float) -> float:
        lowest, highest = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * (value - lowest) / (highest - lowest)

    @property
    def base(self) -> float:
        """Where nought is."""
        return self.at(0)


def scale(values: Iterable[float], start: float, end: float, *, decimals: int, gap: float) -> Scale:
    """Over nought and all the values, with a tick about every `gap`."""
    known = [0.0, *values]
    most = max(2, int(abs(end - start) / gap))
    return Scale(_ticks(min(known), max(known), most, decimals), start, end)


def grouped(value: float, decimals: int = 0) -> str:
    """As Korean and English both write it: 12,345.6; a minus as long as a digit."""
    told = f"{abs(value):,.{decimals}f}"
    is_below = value < 0 and any(digit in "123456789" for digit in told)
    return f"\u2212{told}" if is_below else told


def places(ticks: Sequence[float], decimals: int) -> int:
    """The decimals that the ticks need, at most as many as the values have."""
    for needed in range(decimals):
        if all(math.isclose(tick, round(tick, needed), abs_tol=1e-9) for tick in ticks):
            return needed
    return decimals


def _ticks(lowest: float, highest: float, most: int, decimals: int) -> list[float]:
    if lowest == highest:
        highest = lowest + 1  # all is nought
    step = _step((highest - lowest) / most, decimals)
    first = math.floor(lowest / step)
    last = max(first + 1, math.ceil(highest / step - 1e-9))
    return [number * step for number in range(first, last + 1)]


def _step(least: float, decimals: int) -> float:
    """The next of 1, 2, 5, 10, 20 …; never finer than the values themselves."""
    least = max(least, 10.0**-decimals)
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * each for each in ROUND if size * each >= least * (1 - 1e-9))
