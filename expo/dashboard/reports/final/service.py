"""How long booths stood still, and in which share of the opening hours they ran."""

from dataclasses import replace

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Figure, Figures, Grid, Paragraph, Part
from expo.dashboard.reports.final.figures import narrowed, share
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue
from expo.dashboard.tables.cells import text
from expo.dashboard.tables.downtimes import AVAILABILITY, DOWNTIME


def part(asked: Moment) -> Part:
    told = catalogue.table("downtime", asked.edition, as_of=asked.as_of)
    stopped = replace(told, rows=[row for row in told.rows if row["downtime"]], total=None)
    keys = ("booth", "hall", "name", "opened", "downtime", "availability", "is_estimated")
    return Part(
        "service",
        _("Downtime of booths"),
        [
            Figures(_figures(told)),
            Paragraph(_said(told, stopped)),
            *(
                [
                    Grid(
                        narrowed(stopped, *keys),
                        {"booth": 1, "hall": 1, "name": 3, "availability": 1.2},
                    )
                ]
                if stopped.rows
                else []
            ),
        ],
    )


def _figures(told: Table) -> list[Figure]:
    total = told.total or {"downtime": 0, "availability": None}
    return [
        Figure(str(AVAILABILITY.label), share(total["availability"]), str(AVAILABILITY.meaning)),
        Figure(str(DOWNTIME.label), text(DOWNTIME, total["downtime"]), str(DOWNTIME.meaning)),
    ]


def _said(told: Table, stopped: Table) -> str:
    booths = {"stopped": intcomma(len(stopped.rows)), "booths": intcomma(len(told.rows))}
    if not told.rows:
        return _("The floor has no booths yet.")
    if not stopped.rows:
        return _("None of the %(booths)s booths was suspended in opening hours.") % booths
    return _("Booths that were suspended in opening hours: %(stopped)s of %(booths)s.") % booths
