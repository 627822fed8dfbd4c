"""What every kind of table has in common: reading its lines, judging them, saying what changes."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Choices, Model, QuerySet

from booths.spreadsheets.columns import Columns
from booths.spreadsheets.lines import Line
from booths.spreadsheets.previews import CHANGED, MADE, Cell, Change
from booths.spreadsheets.values import Reader
from expo.models import Edition

ROWS_AT_ONCE = 500
CHANGES_AT_ONCE = 100  # a change looks through all of its statement for its own

Values = Mapping[str, Any]


@dataclass(slots=True)
class Draft:
    """A row as it would be. `before` and `after` hold the columns that would change."""

    line: Line
    row: Any
    before: dict[str, Any]
    after: dict[str, Any]
    is_new: bool = False

    @property
    def changes(self) -> bool:
        return self.is_new or bool(self.after)


class Form(ABC):
    """One kind of table for one edition. Knows what stands from a constant number of queries.

    With `is_held` the rows it knows stay as they are until the transaction ends."""

    columns: ClassVar[Columns]
    key: ClassVar[Sequence[str]]
    is_key_unique: ClassVar[bool] = True
    model: ClassVar[type[Model]]

    def __init__(self, edition: Edition, *, is_held: bool = False) -> None:
        self.edition, self.is_held = edition, is_held
        self.doubtful: set[str] = set()

    @abstractmethod
    def readers(self) -> Mapping[str, Reader]:
        """How the cells of each column are read that is read at all.

        `doubtful` are the keys of rows in which something is wrong already: what names one of
        those is not blamed for it."""

    @abstractmethod
    def judge(self, lines: Sequence[Line]) -> None:
        """Look for what only several rows together do wrong. Told to lines that are sound."""

    @abstractmethod
    def drafts(self, lines: Sequence[Line]) -> list[Draft]:
        """What the sound lines would make and change, in their order."""

    @abstractmethod
    def store(self, drafts: Sequence[Draft], at: datetime) -> None:
        """Make and change the rows, in a number of statements that grows by hundreds of rows."""

    def read(self, lines: Sequence[Line]) -> None:
        readers = self.readers()
        for line in lines:
            line.read(readers)
        if self.is_key_unique:
            self._check_keys(lines)
        self.doubtful = {line.cells[self.key[0]] for line in lines if not line.is_sound}
        self.judge([line for line in lines if line.is_sound])

    def changes(self, drafts: Iterable[Draft]) -> list[Change]:
        return [self._told(draft) for draft in drafts if draft.changes]

    def held(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """In one order, so that two imports never wait for one another in a ring."""
        ordered = rows.order_by("pk")
        return ordered.select_for_update(of=("self",)) if self.is_held else ordered

    def _check_keys(self, lines: Iterable[Line]) -> None:
        seen: dict[tuple[Any, ...], Line] = {}
        for line in lines:
            if not all(column in line.values for column in self.key):
                continue
            first = seen.setdefault(tuple(line.values[column] for column in self.key), line)
            if first is not line:
                line.names_again(self.key[0], first)

    def _told(self, draft: Draft) -> Change:
        line = draft.line
        name = " · ".join(line.cells[column] for column in self.key)
        return Change(
            line.number, name, MADE if draft.is_new else CHANGED, list(self._cells(draft))
        )

    def _cells(self, draft: Draft) -> Iterator[Cell]:
        for column, after in draft.after.items():
            before = draft.before.get(column)
            is_told = bool(text(after)) and column not in self.key  # its name is the key
            if is_told or not draft.is_new:
                yield Cell(
                    column,
                    self.columns.label(column),
                    text(before),
                    text(after),
                    words(before, after),
                )


def differing(row: Any, values: Values) -> tuple[dict[str, Any], dict[str, Any]]:
    """Of the values those that the row does not have: as they are, and as they would be."""
    before = {name: getattr(row, name) for name in values}
    after = {name: value for name, value in values.items() if before[name] != value}
    return {name: before[name] for name in after}, after


def change(rows: Sequence[Any], names: Iterable[str]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, sorted(names), batch_size=CHANGES_AT_ONCE)


def text(value: Any) -> str:
    """The value as it stands in a table."""
    match value:
        case None:
            return ""
        case Choices():
            return str(value.value)
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case Model():
            return str(getattr(value, "code", value))
    return str(value)


def words(before: Any, after: Any) -> tuple[str, str]:
    """The same as people say it: a row knows its choices by their codes only."""
    if not isinstance(after, Choices):
        return text(before), text(after)
    was = type(after)(before).label if before else ""
    return str(was), str(after.label)
