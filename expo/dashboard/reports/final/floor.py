"""The floor plan as of the moment, and the spaces on it as a table."""

from django.utils.translation import gettext as _

from booths import plans
from booths.models import Operation, Sector, Space
from expo.dashboard.reports.documents import Block, Grid, Paragraph, Part, Plan, Swatch
from expo.dashboard.reports.final.figures import narrowed
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue

KEYS = ("space", "hall", "kind_name", "area", "name", "sector_name")


def part(asked: Moment) -> Part:
    drawing = plans.drawing(asked.edition, asked.as_of, _nowhere)
    told = catalogue.table("spaces", asked.edition, as_of=asked.as_of)
    drawn: list[Block] = (
        [Plan(_("Floor plan"), _summary(asked, drawing), drawing, _legend())]
        if drawing.halls
        else [Paragraph(_("The edition has no halls yet: there is no plan to draw."))]
    )
    return Part(
        "floor",
        _("Floor plan"),
        [*drawn, Grid(narrowed(told, *KEYS, *_days(told)), {"space": 1, "hall": 1, "name": 2.8})],
    )


def _days(told: Table) -> tuple[str, ...]:
    """From when to when, where not every space is given for the same days."""
    spans = {(row["first_day"], row["last_day"]) for row in told.rows if row["first_day"]}
    return ("first_day", "last_day") if len(spans) > 1 else ()


def _summary(asked: Moment, drawing: plans.Drawing) -> str:
    return _("Halls: %(halls)s, booths: %(booths)s. States are those of %(moment)s.") % {
        "halls": len(drawing.halls),
        "booths": len(drawing.tiles),
        "moment": asked.words,
    }


def _legend() -> list[Swatch]:
    operating = Operation.OPERATING.value
    return [
        *(Swatch(sector.value, operating, str(sector.label)) for sector in Sector),
        Swatch("", Operation.SUSPENDED.value, str(Operation.SUSPENDED.label)),
        Swatch("", Operation.DEGRADED.value, str(Operation.DEGRADED.label)),
        Swatch("", operating, _("Free")),
    ]


def _nowhere(_space: Space) -> str:
    """A report has no links to booths."""
    return ""
