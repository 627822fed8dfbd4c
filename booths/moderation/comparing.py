"""A proposal beside what is live, as an organiser reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from booths import differences, listings
from booths.differences import Item, Kind, Part
from booths.listings.fields import EXHIBIT, FIELDS, Json, label
from booths.models import Listing, ListingChange

LISTS = {"tags", "links"}


@dataclass(frozen=True, slots=True)
class Row:
    """One exhibit: what became of it, and of the words in each of its cells."""

    kind: Kind
    cells: Sequence[list[Part]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One proposal. Of an outdated one `live` is no longer `change.before`: three texts, no two of
    which belong together, so that they are shown and not compared."""

    change: ListingChange
    live: Json

    @property
    def label(self) -> str:
        return label(self.change.field)

    @property
    def shape(self) -> str:
        """`text`, `list`, `exhibits` or `logo`."""
        field = self.change.field
        return "list" if field in LISTS else field if field in {"exhibits", "logo"} else "text"

    @property
    def is_outdated(self) -> bool:
        return self.change.field not in FIELDS or self.live != self.change.before

    @property
    def parts(self) -> list[Part]:
        return differences.words(_text(self.live), _text(self.change.after))

    @property
    def items(self) -> list[Item]:
        return differences.items(self.live, self.change.after or [])

    @property
    def rows(self) -> list[Row]:
        return [_row(item) for item in self.items]

    @property
    def language(self) -> str:
        """Of the text, for those who hear it; empty where it has none."""
        field = self.change.field
        return field[-2:] if field.endswith(("_ko", "_en")) else ""


def compared(listing: Listing, changes: Sequence[ListingChange]) -> list[Comparison]:
    live = listings.values(listing)
    return [Comparison(change, live.get(change.field)) for change in changes]


def in_words(value: Json) -> str:
    """A value on one line: a list by its items, exhibits by their names, a logo by its digest."""
    items = value if isinstance(value, list) else [value]
    names = (item["name_ko"] if isinstance(item, dict) else item for item in items)
    return ", ".join(str(name) for name in names if name)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _row(item: Item) -> Row:
    before, after = item.before or {}, item.after or {}
    cells = [differences.words(before.get(name, ""), after.get(name, "")) for name in EXHIBIT]
    return Row(item.kind, [parts for parts in cells if parts])
