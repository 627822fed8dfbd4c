"""What an import would do: made, changed from what to what, left as it is, or refused and why."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from booths.spreadsheets.faults import Fault, FaultGroup, grouped

MADE, CHANGED = "made", "changed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row, in any language the same; `words` are both as the reader knows them."""

    column: str
    label: str
    before: str
    after: str
    words: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the table that would make (`MADE`) or change a row of ours."""

    row: int
    name: str
    act: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Preview:
    """Nothing of it is stored. It is applied whole, and only without faults."""

    written_as: str
    ignored: Sequence[str]
    rows: int
    changes: Sequence[Change]
    faults: Sequence[Fault]

    @property
    def made(self) -> int:
        return sum(change.act == MADE for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.made

    @property
    def same(self) -> int:
        """How many rows say what stands already; told only where nothing is wrong."""
        return self.rows - len(self.changes)

    @property
    def can_be_applied(self) -> bool:
        return bool(self.changes) and not self.faults

    @cached_property
    def groups(self) -> list[FaultGroup]:
        return grouped(self.faults)

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same changes to the same values: what was seen is what is done."""
        told = [self.rows, [_told(change) for change in self.changes], len(self.faults)]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _told(change: Change) -> list[Any]:
    cells = [[cell.column, cell.before, cell.after] for cell in change.cells]
    return [change.row, change.name, change.act, cells]
