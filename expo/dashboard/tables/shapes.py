"""What a table of figures is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise

from expo.models import Edition

Words = str | Promise
Row = Mapping[str, Any]


class Kind(StrEnum):
    """What the cells of a column hold; None in any of them: not known, or nothing to tell."""

    NAME = "name"
    CODE = "code"
    KEY = "key"
    """A code that only programs use, beside its name: in files alone."""
    COUNT = "count"
    SHARE = "share"
    """From 0 to 1; shown in per cent."""
    AREA = "area"
    """m², with two decimals."""
    MINUTES = "minutes"
    RATIO = "ratio"
    """With two decimals, as visits per m²."""
    DAY = "day"
    """A date."""
    TIME = "time"
    """An aware time, in the fair's zone."""
    FLAG = "flag"
    """True or false."""


@dataclass(frozen=True, slots=True)
class Column:
    """`key` is for programs and never changes; `meaning` is the definition, where there is one.

    `missing` is what stands on a page where there is nothing; in a file nothing does."""

    key: str
    label: Words
    kind: Kind = Kind.COUNT
    meaning: Words = ""
    missing: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of figures as of an aware moment; None: nothing has been counted yet.

    The first column names the row. A row may have `addresses`, by the key of a column: where what
    is behind that number can be read. `total` has the sums of those columns whose rows sum to
    something; it is shown on pages and told beside the rows of a file, never among them."""

    name: str
    title: Words
    edition: Edition
    columns: Sequence[Column]
    rows: Sequence[Row]
    as_of: datetime | None = None
    total: Row | None = None
    note: Words = ""
