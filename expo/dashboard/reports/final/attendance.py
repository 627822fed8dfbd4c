"""Who came when and through which door: the breakdowns of the figures, as charts and tables."""

from django.utils.translation import gettext as _

from expo.dashboard.pictures import catalogue as charts
from expo.dashboard.pictures import forms, making
from expo.dashboard.reports.documents import Grid, Heading, Paragraph, Part, Picture
from expo.dashboard.reports.final.figures import narrowed
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue


def days(asked: Moment) -> Part:
    told, came, number = (_table(asked, name) for name in ("day", "visit", "days"))
    keys = ("day", "entries", "daily_unique", "unidentified", "peak", "peak_at")
    return Part(
        "days",
        _("Day by day"),
        [
            drawn("day", told),
            Grid(narrowed(told, *keys), {"day": 1.3}),
            Heading(str(came.title)),
            drawn("visit", came),
            Grid(came),
            Heading(str(number.title)),
            Grid(number),
        ],
    )


def hours(asked: Moment) -> Part:
    told = _table(asked, "hour")
    chart = charts.chart("hour", asked.edition, as_of=asked.as_of)
    return Part(
        "hours",
        _("Hour by hour"),
        [Picture(chart), Grid(narrowed(told, "hour", "entries", "heads_in", "heads_out"))],
    )


def entrances(asked: Moment) -> Part:
    told = _table(asked, "gate")
    keys = ("name", "gate", "entries", "heads_in", "heads_out", "repeats", "refused")
    return Part(
        "gates",
        _("By gate"),
        [drawn("gate", told), Grid(narrowed(told, *keys), {"name": 2.4, "gate": 1})],
    )


def visitors(asked: Moment) -> Part:
    classes, ways = _table(asked, "class"), _table(asked, "registration")
    return Part(
        "classes",
        _("Classes and ways of registering"),
        [
            Heading(str(classes.title)),
            drawn("class", classes),
            Grid(classes, {"name": 2}),
            Heading(str(ways.title)),
            drawn("registration", ways),
            Grid(ways, {"name": 2}),
            Paragraph(
                _(
                    "Registrations are those made by the moment of the report; what was given up "
                    "since is not among them."
                ),
                is_quiet=True,
            ),
        ],
    )


def halls(asked: Moment) -> Part:
    told = _table(asked, "hall")
    keys = ("name", "hall", "entries", "visits", "visitors", "peak", "peak_at")
    return Part(
        "halls",
        _("By hall"),
        [drawn("hall", told), Grid(narrowed(told, *keys), {"name": 2, "hall": 1})],
    )


def drawn(name: str, told: Table) -> Picture:
    """The chart of that name, of a table at hand: it is not counted twice."""
    return Picture(making.of_table(forms.FORMS[name], told))


def _table(asked: Moment, name: str) -> Table:
    return catalogue.table(name, asked.edition, as_of=asked.as_of)
