"""The visitors by how they registered, and how many of those who registered came."""

from collections.abc import Iterable
from datetime import date, datetime

from expo.models import Edition
from visitors import figures
from visitors.attendance.rows import Row
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import Part, SourceRow, Sums
from visitors.models.registration import RegistrationSource

SOURCES = [*RegistrationSource.values, figures.UNKNOWN]


def by_registration(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """In the order of the ways; who registered in several is of the first. So `visitors` and
    `visits` sum to theirs.

    A cancelled registration tells how somebody came who came after all, and expects nobody."""
    rows = opened(edition, the_fair(edition), [Part.SOURCES], as_of).sources()
    names = {source: str(name) for source, name in RegistrationSource.choices}
    return [_row(source, names.get(source), _of(rows, source)) for source in SOURCES]


def numbers(sums: Sums, figure: str, day: date | None) -> dict[str, int]:
    """The visits by source, of one day or of all; `visitors` are of all."""
    rows = [row for row in sums.sources() if figure == "visitors" or day in {None, row.day}]
    name = "first_visits" if figure == "visitors" else "visits"
    return {source: _sum(_of(rows, source), name) for source in SOURCES}


def _row(source: str, name: str | None, rows: list[SourceRow]) -> Row:
    conversion = figures.Conversion(_sum(rows, "registered"), _sum(rows, "converted"))
    return {
        "registration": source,
        "name": name,
        "visitors": _sum(rows, "first_visits"),
        "visits": _sum(rows, "visits"),
        "registered": conversion.registered,
        "cancelled": _sum(rows, "cancelled"),
        "converted": conversion.came,
        "conversion": conversion.share,
    }


def _of(rows: Iterable[SourceRow], source: str) -> list[SourceRow]:
    return [row for row in rows if row.source == source]


def _sum(rows: Iterable[SourceRow], name: str) -> int:
    return sum(getattr(row, name) for row in rows)
