"""The breakdowns of the figures as tables: one value in each cell, in the order of the rows."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from booths.models import Sector
from expo.dashboard.tables.forms import FORMS
from expo.dashboard.tables.shapes import Row, Table
from expo.models import Edition
from visitors import attendance


def made(name: str, edition: Edition, as_of: datetime | None = None) -> Table:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    form = FORMS[name]
    numbers = _day_numbers(edition)
    rows = [_plain(row, edition, numbers) for row in form.count(edition, as_of)]
    return Table(
        name=name,
        title=form.title,
        edition=edition,
        columns=form.columns,
        rows=sorted(rows, key=_by_time) if name == "session" else rows,
        as_of=as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition),
        total=_sums(form.sums, rows),
        note=form.note,
    )


def _day_numbers(edition: Edition) -> dict[date, int]:
    days = edition.show_days.order_by("date").values_list("date", flat=True)
    return {day: number for number, day in enumerate(days, start=1)}


def _plain(row: Row, edition: Edition, numbers: dict[date, int]) -> Row:
    """One value under each key, dates and times as such."""
    told = dict(row)
    if "day" in told:
        told["day"] = told["day"] and date.fromisoformat(told["day"])
        told["day_number"] = numbers.get(told["day"])
    for key in {"hour", "starts_at"} & told.keys():
        told[key] = told[key] and _moment(told[key], edition)
    if "sector" in told:
        told["sector_name"] = _sector(told["sector"])
    for key in {"peak", "occupancy"} & told.keys():
        told |= _people(key, told[key], edition)
    return told


def _people(key: str, told: dict[str, Any] | None, edition: Edition) -> Row:
    """People at a moment: how many, when, and whether anybody saw them."""
    if told is None:
        return {key: None, f"{key}_at": None, f"{key}_is_observed": None}
    return {
        key: told["people"],
        f"{key}_at": _moment(told["at"], edition),
        f"{key}_is_observed": told["is_observed"],
    }


def _moment(text: str, edition: Edition) -> datetime:
    return datetime.fromisoformat(text).astimezone(edition.tz)


def _sector(sector: str) -> str | None:
    return str(Sector(sector).label) if sector in Sector.values else None


def _by_time(row: Row) -> tuple[bool, str, str]:
    starts_at = row["starts_at"]
    return starts_at is None, str(starts_at and starts_at.isoformat()), row["session"]


def _sums(keys: Iterable[str], rows: Sequence[Row]) -> Row | None:
    """Of nothing there is no sum."""
    sums = {key: sum(row[key] for row in rows) for key in keys}
    return sums if sums and rows else None
