"""The fair as a whole: its figures, one a row, and the persons by the days they came on."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from expo.dashboard.tables.columns import counted
from expo.dashboard.tables.shapes import Column, Kind, Table
from expo.models import Edition
from visitors import attendance
from visitors.definitions import DEFINITIONS

TERMS = ("visits", "visitors", "repeat", "entries", "unidentified")
DOUBTS = ("conflicts", "refused", "voided")


def totals(edition: Edition, as_of: datetime | None = None) -> Table:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    told = attendance.figures(edition, as_of)
    return Table(
        name="totals",
        title=_("Figures of the fair"),
        edition=edition,
        columns=(
            Column("name", _("Figure"), Kind.NAME),
            Column("figure", _("Figure code"), Kind.KEY),
            Column("value", _("Number")),
            Column("meaning", _("Definition"), Kind.NAME),
        ),
        rows=[
            {
                "name": str(DEFINITIONS[term].label),
                "figure": term,
                "value": getattr(told, term),
                "meaning": str(DEFINITIONS[term].meaning),
            }
            for term in (*TERMS, *DOUBTS)
        ],
        as_of=_moment(edition, as_of),
    )


def days(edition: Edition, as_of: datetime | None = None) -> Table:
    """How many persons came on one day, on two …; raises as `totals` does."""
    told = attendance.figures(edition, as_of)
    persons = counted("histogram")[0]
    return Table(
        name="days",
        title=_("Persons by number of days"),
        edition=edition,
        columns=(
            Column("days", _("Number of days"), Kind.CODE),
            Column("persons", persons.label, Kind.COUNT, persons.meaning),
            Column(
                "share", _("Share of the visitors"), Kind.SHARE, _("Persons divided by visitors.")
            ),
        ),
        rows=[
            {"days": number, "persons": persons, "share": persons / told.visitors}
            for number, persons in sorted(told.histogram.items())
            if persons
        ],
        as_of=_moment(edition, as_of),
        total={"persons": told.visitors} if told.visitors else None,
    )


def _moment(edition: Edition, as_of: datetime | None) -> datetime | None:
    return as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition)
