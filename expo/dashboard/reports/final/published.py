"""Which figures were told to the public, and how they would read today."""

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Block, Grid, Paragraph, Part
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Column, Kind, Table
from expo.dashboard.tables.shapes import Row
from visitors import publications
from visitors.definitions import DEFINITIONS
from visitors.models import PublishedFigure


def part(asked: Moment) -> Part:
    rows = [_row(figure, asked) for figure in _told_by(asked)]
    said = _(
        "Figures told to the public by the moment of this report. “Today” is when the report was "
        "made: late scans, voids, merges and adjustments are in that number."
    )
    nothing = _("No figure had been published by the moment of this report.")
    told: list[Block] = [
        Paragraph(said),
        Grid(_table(rows, asked), {"name": 2, "why": 4, "as_of": 1.6}),
    ]
    return Part("published", _("Published figures"), told if rows else [Paragraph(nothing)])


def _told_by(asked: Moment) -> list[PublishedFigure]:
    told = PublishedFigure.objects.of(asked.edition).filter(published_at__lte=asked.as_of)
    return list(told.select_related("edition").order_by("published_at", "pk"))


def _table(rows: list[Row], asked: Moment) -> Table:
    return Table(
        name="published_in_report",
        title=_("Published figures"),
        edition=asked.edition,
        columns=(
            Column("name", _("Figure"), Kind.NAME),
            Column("as_of", _("As of"), Kind.TIME),
            Column("value", pgettext("figure", "As published")),
            Column("now", pgettext("figure", "Today")),
            Column("change", _("Difference"), Kind.NAME),
            Column("why", _("Why"), Kind.NAME),
        ),
        rows=rows,
        as_of=asked.as_of,
    )


def _row(figure: PublishedFigure, asked: Moment) -> Row:
    told = publications.remembered(figure)
    korean, english = publications.explained(told)
    day = date_format(figure.day, _("D, j F")) if figure.day else _("all show days")
    return {
        "name": f"{DEFINITIONS[figure.figure].label}, {day}",
        "as_of": figure.as_of.astimezone(asked.edition.tz),
        "value": told.value,
        "now": told.now,
        "change": publications.signed(told.change),
        "why": korean if get_language() == "ko" else english,
    }
