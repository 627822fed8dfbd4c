"""The columns of a table, and which a header names: by code, or by label in any language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from booths.spreadsheets.sheets import Cells, Unreadable

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Column:
    """`is_needed` in every header and every row; `is_read` unless it only explains another one.

    An empty cell says nothing, or, where `is_cleared`, that nothing is to stand there."""

    code: str
    label: "StrOrPromise"
    is_needed: bool = False
    is_read: bool = True
    is_cleared: bool = False

    def names(self) -> Iterator[str]:
        """All that a header may call it, folded."""
        yield folded(self.code)
        for language, _name in settings.LANGUAGES:
            with override(language):
                yield folded(str(self.label))


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands, counted from 0; `ignored` are the names of those not read."""

    places: Mapping[str, int]
    ignored: Sequence[str]
    width: int


def folded(name: str) -> str:
    return " ".join(name.casefold().split())


class Columns:
    """The columns of one kind of table."""

    def __init__(self, *columns: Column) -> None:
        self.columns = columns
        self.by_code = {column.code: column for column in columns}

    @cached_property
    def _names(self) -> dict[str, Column]:
        return {name: column for column in self.columns for name in column.names()}

    def label(self, code: str) -> str:
        """What the table calls the column: the code in English, the label in Korean."""
        return str(self.by_code[code].label) if code in self.by_code else code

    def find(self, header: Cells) -> Header:
        """Raises Unreadable, which names every column that is missing, doubled or misspelt."""
        found = [self._names.get(folded(name)) for name in header]
        read = [column.code if column and column.is_read else None for column in found]
        complaints = [*self._missing(read), *_doubled(header, read), *self._misspelt(header, read)]
        if complaints:
            raise Unreadable(" ".join(complaints), columns=[column.code for column in self.columns])
        places = {code: place for place, code in enumerate(read) if code}
        ignored = [name for name, column in zip(header, found, strict=True) if name and not column]
        return Header(places, ignored, _named_width(header))

    def _missing(self, read: Sequence[str | None]) -> Iterator[str]:
        lacking = [c.label for c in self.columns if c.is_needed and c.code not in read]
        if lacking:
            yield _("The first row lacks these columns: %(names)s.") % {
                "names": ", ".join(map(str, lacking))
            }

    def _misspelt(self, header: Cells, read: Sequence[str | None]) -> Iterator[str]:
        """A column that is left out by a slip of the pen would silently mean its default."""
        open_ = {name: c for name, c in self._names.items() if c.is_read and c.code not in read}
        for name in header:
            if folded(name) in self._names:
                continue
            for like in get_close_matches(folded(name), open_, n=1, cutoff=ALIKE):
                yield _("There is no column “%(name)s”: is “%(like)s” meant?") % {
                    "name": name,
                    "like": str(open_[like].label),
                }


def _doubled(header: Cells, read: Sequence[str | None]) -> Iterator[str]:
    for place, code in enumerate(read):
        if code and code in read[:place]:
            yield _("The column “%(name)s” stands there twice.") % {"name": header[place]}


def _named_width(header: Cells) -> int:
    """Up to the last column with a name: what stands right of it belongs to none."""
    return max(place for place, name in enumerate(header, start=1) if name)
