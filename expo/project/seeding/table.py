"""How the lines of one seed file become rows of one model."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Model, Q

from expo.project.seeding.lines import Line, read


@dataclass(frozen=True, slots=True)
class Reference:
    """A field that points to a row of another table, named by these columns of the line.

    With the last of them empty the field is empty."""

    table: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`key` are the columns that name a line, `identity` the fields that name its row."""

    name: str
    model: type[Model]
    key: tuple[str, ...]
    identity: tuple[str, ...]
    fields: tuple[str, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    computed: Mapping[str, Callable[[Line, Mapping[str, Any]], Any]] = field(default_factory=dict)
    computed_from: tuple[str, ...] = ()
    edition: str = "edition"
    standing: Q = field(default_factory=Q)
    check: Callable[[Line, Mapping[str, Any]], None] | None = None
    lines_of: Callable[[Path], Iterable[Line]] | None = None

    @property
    def columns(self) -> frozenset[str]:
        named = {column for ref in self.references.values() for column in ref.columns}
        return frozenset(named | set(self.key) | set(self.fields) | set(self.computed_from))

    def lines(self, folder: Path) -> Iterable[Line]:
        return self.lines_of(folder) if self.lines_of else read(folder, self.name, self.columns)
