"""What is wrong with a table: cell by cell, and gathered so that three hundred can be read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN_ROWS = 12


class CellFault(Exception):
    """`rule` is the same sentence for every cell that breaks it; `detail` tells of this one."""

    def __init__(self, rule: "StrOrPromise", detail: str = "") -> None:
        super().__init__(str(rule))
        self.rule, self.detail = str(rule), detail


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell, with what was typed; the whole row is meant where `column` is empty."""

    row: int
    column: str
    label: str
    typed: str
    rule: str
    detail: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.rule} {self.detail}".strip()


@dataclass(frozen=True, slots=True)
class FaultGroup:
    """The faults of one column against one rule."""

    column: str
    label: str
    rule: str
    faults: Sequence[Fault]

    @property
    def count(self) -> int:
        return len(self.faults)

    @property
    def rows(self) -> str:
        """The first rows, neighbours together: `3–40, 51, 60–62, …`."""
        ranges = _ranges([fault.row for fault in self.faults])
        more = ["…"] if len(ranges) > SHOWN_ROWS else []
        return ", ".join(ranges[:SHOWN_ROWS] + more)


def grouped(faults: Iterable[Fault]) -> list[FaultGroup]:
    """The largest group first."""
    ordered = sorted(faults, key=lambda fault: (_kind(fault), fault.row))
    groups = [
        FaultGroup(column, label, rule, list(members))
        for (column, label, rule), members in groupby(ordered, _kind)
    ]
    return sorted(groups, key=lambda group: -group.count)


def _kind(fault: Fault) -> tuple[str, str, str]:
    return fault.column, fault.label, fault.rule


def _ranges(rows: Sequence[int]) -> list[str]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and row - runs[-1][1] <= 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return [f"{first}–{last}" if last > first else f"{first}" for first, last in runs]
