"""What makes a report of some kind, and where it writes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from expo.models import ReportRun


@dataclass(frozen=True, slots=True)
class Output:
    """Open files: the report itself, and the same as a page, which may stay empty."""

    file: IO[bytes]
    page: IO[bytes]


Make = Callable[[ReportRun, Output], Iterator[object]]
"""Writes the whole report, and yields after each of its steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """`name` is what the file is called without its `ending`, in the report's language.

    `make` takes at most so many `steps`. It runs in the report's language and the fair's time
    zone, outside a transaction; whatever it raises fails the run."""

    ending: str
    media_type: str
    steps: int
    name: Callable[[ReportRun], str]
    make: Make
