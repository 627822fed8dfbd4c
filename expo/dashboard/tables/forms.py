"""What each breakdown of the figures is as a table: its columns, and which of them sum up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from expo.dashboard.booth_visits import by_booth
from expo.dashboard.sectors import by_sector
from expo.dashboard.tables.columns import (
    DAY,
    DAY_NUMBER,
    OCCUPANCY,
    PEAK,
    SECTOR,
    SECTOR_KEY,
    counted,
)
from expo.dashboard.tables.shapes import Column, Kind, Row, Words
from expo.models import Edition
from visitors.attendance import BREAKDOWNS
from visitors.definitions import DEFINITIONS

FLOW = ("entries", "heads_in", "heads_out", "repeats", "conflicts", "refused", "voided")
DAYS = ("entries", "daily_unique", "unidentified", "conflicts", "refused", "voided")
FIGURES = ("entries", "visits", "visitors", "repeat", "unidentified")
DOUBTS = ("conflicts", "refused", "voided")
BOOTH = ("entries", "visits", "unidentified")

Count = Callable[[Edition, datetime | None], Sequence[Row]]


def by_hall(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """With the capacity that each hall has now."""
    capacities = dict(edition.halls.values_list("code", "capacity"))
    rows = BREAKDOWNS["hall"](edition, as_of)
    return [{**row, "capacity": capacities.get(row["hall"])} for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A table before anything is counted. `sums`: the columns whose rows sum to something."""

    title: Words
    columns: Sequence[Column]
    count: Count
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
            Column(
                "capacity",
                DEFINITIONS["capacity"].label,
                meaning=_("How many people the hall may hold at one time, if it has a limit."),
            ),
            *counted(*FIGURES),
            *OCCUPANCY,
            *PEAK,
            *counted(*DOUBTS),
        ),
        count=by_hall,
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
