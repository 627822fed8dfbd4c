"""The breakdowns of the figures as tables: what each column is, and which of them sum up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from booths.models import Sector
from expo.dashboard.booth_visits import by_booth
from expo.dashboard.sectors import by_sector
from expo.dashboard.tables.columns import DAY, DAY_NUMBER, OCCUPANCY, PEAK, counted
from expo.dashboard.tables.shapes import Column, Kind, Row, Table, Words
from expo.models import Edition
from visitors import attendance
from visitors.attendance import BREAKDOWNS, Breakdown

FLOW = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
DAYS = ("entries", "daily_unique", "unidentified", "conflicts", "refused", "voided")
FIGURES = ("entries", "visits", "visitors", "repeat", "unidentified")
DOUBTS = ("conflicts", "refused", "voided")
BOOTH = ("entries", "visits", "unidentified")
SECTOR = Column("sector_name", _("Sector"), Kind.NAME, missing=_("Given to nobody"))
SECTOR_KEY = Column("sector", _("Sector code"), Kind.KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A table before anything is counted. `sums`: the columns whose rows sum to something."""

    title: Words
    columns: Sequence[Column]
    count: Breakdown
    sums: Sequence[str] = ()
    note: Words = ""


FORMS = {
    "day": Form(
        title=_("Day by day"),
        columns=(DAY, DAY_NUMBER, *counted(*DAYS), *PEAK),
        count=BREAKDOWNS["day"],
        sums=DAYS,
        note=_("The daily persons of all days sum to the visits."),
    ),
    "hour": Form(
        title=_("Hour by hour"),
        columns=(Column("hour", _("Hour"), Kind.TIME), DAY, DAY_NUMBER, *counted(*FLOW)),
        count=BREAKDOWNS["hour"],
        sums=FLOW,
        note=_("Hours in which nothing happened are left out."),
    ),
    "gate": Form(
        title=_("By gate"),
        columns=(
            Column("name", _("Gate"), Kind.NAME),
            Column("gate", _("Gate code"), Kind.CODE),
            *counted(*FLOW),
        ),
        count=BREAKDOWNS["gate"],
        sums=FLOW,
    ),
    "hall": Form(
        title=_("By hall"),
        columns=(
            Column("name", _("Hall"), Kind.NAME),
            Column("hall", _("Hall code"), Kind.CODE),
            *counted(*FIGURES),
            *OCCUPANCY,
            *PEAK,
            *counted(*DOUBTS),
        ),
        count=BREAKDOWNS["hall"],
        note=_("Who goes to several halls counts in each: they do not sum to the fair."),
    ),
    "session": Form(
        title=_("By session"),
        columns=(
            Column("title", _("Session"), Kind.NAME),
            Column("session", _("Session code"), Kind.CODE),
            Column("starts_at", _("Begins"), Kind.TIME),
            *counted("capacity", "reserved", "came", "no_shows", "without_seat"),
            *counted(*FIGURES),
            *OCCUPANCY,
            *PEAK,
            *counted(*DOUBTS),
        ),
        count=BREAKDOWNS["session"],
        note=_("Who goes to several sessions counts in each: they do not sum to the fair."),
    ),
    "class": Form(
        title=_("By class"),
        columns=(
            Column("name", _("Class"), Kind.NAME),
            Column("class", _("Class code"), Kind.KEY),
            *counted("person_days", "visits", "unidentified"),
        ),
        count=BREAKDOWNS["class"],
        sums=("person_days", "visits", "unidentified"),
    ),
    "registration": Form(
        title=_("By way of registering"),
        columns=(
            Column("name", _("Way of registering"), Kind.NAME, missing=_("Unknown")),
            Column("registration", _("Code of the way"), Kind.KEY),
            *counted("visitors", "visits", "registered", "cancelled", "converted"),
            Column(
                "conversion",
                counted("conversion")[0].label,
                Kind.SHARE,
                counted("conversion")[0].meaning,
            ),
        ),
        count=BREAKDOWNS["registration"],
        sums=("visitors", "visits"),
    ),
    "visit": Form(
        title=_("First visits, day by day"),
        columns=(
            DAY,
            DAY_NUMBER,
            *counted("visits", "first_visits", "repeat_visits", "unidentified"),
        ),
        count=BREAKDOWNS["visit"],
        sums=("visits", "first_visits", "repeat_visits", "unidentified"),
        note=_("The first visits of all days are the visitors. Unidentified people are in none."),
    ),
    "booth": Form(
        title=_("By booth"),
        columns=(
            Column("booth", _("Booth"), Kind.CODE),
            Column("name", _("Exhibitor"), Kind.NAME, missing=_("Given to nobody")),
            Column("exhibitor", _("Exhibitor code"), Kind.CODE),
            SECTOR,
            SECTOR_KEY,
            *counted(*BOOTH),
        ),
        count=by_booth,
        sums=BOOTH,
        note=_("Visits of booths: who visits two booths makes two."),
    ),
    "sector": Form(
        title=_("By sector"),
        columns=(SECTOR, SECTOR_KEY, *counted("booths", *BOOTH)),
        count=by_sector,
        sums=BOOTH,
        note=_("Visits of booths: who visits two booths makes two."),
    ),
}


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
