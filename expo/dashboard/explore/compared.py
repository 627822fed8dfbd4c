"""Two answers to one question beside one another, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass

from expo.dashboard.explore.lines import Line


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and the one that it is compared with; None: there is no such line."""

    label: str
    match: str
    code: str
    value: int | None
    other: int | None = None
    line: Line | None = None
    is_apart: bool = False

    @property
    def difference(self) -> int | None:
        if self.value is None or self.other is None:
            return None
        return self.value - self.other

    @property
    def change(self) -> float | None:
        """The difference as a share of the other; of nothing, none."""
        return self.difference / self.other if self.difference is not None and self.other else None


def pairs(lines: Sequence[Line], others: Sequence[Line]) -> list[Pair]:
    """Every line in its order, then those that only the other has."""
    values = {line.match: line.value for line in others}
    known = {line.match for line in lines}
    found = [
        (line, _pair(line, value=line.value, other=values.get(line.match, _empty(line)), line=line))
        for line in lines
    ]
    found += [
        (line, _pair(line, value=_empty(line), other=line.value, line=None))
        for line in others
        if line.match not in known
    ]
    return [pair for _line, pair in sorted(found, key=lambda each: each[0].rank or 0)]


def _empty(line: Line) -> int | None:
    """What the other side has that does not tell of the line: of an hour nothing happened in."""
    return None if line.rank is None else 0


def total(rows: Sequence[Pair]) -> Pair:
    """The sum of all that are parts of one whole."""
    parts = [row for row in rows if not row.is_apart]
    value, other = (_sum([getattr(row, name) for row in parts]) for name in ("value", "other"))
    return Pair("", "", "", value, other)


def _pair(named: Line, *, value: int | None, other: int | None, line: Line | None) -> Pair:
    return Pair(named.label, named.match, named.code, value, other, line, named.is_apart)


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
