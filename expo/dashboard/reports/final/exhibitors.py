"""Who took part, on how much of the floor, and who visited them."""

from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Grid, Heading, Paragraph, Part
from expo.dashboard.reports.final.attendance import drawn
from expo.dashboard.reports.final.figures import narrowed
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue


def part(asked: Moment) -> Part:
    return Part(
        "exhibitors",
        _("Exhibitors and space"),
        [
            Grid(_table(asked, "exhibitors"), {"role_name": 1.4}),
            Heading(_("Exhibition spaces by hall")),
            Grid(_table(asked, "floor"), {"name": 2}),
        ],
    )


def visits(asked: Moment) -> Part:
    """Of booths with a scanner: others are visited as well, and nobody counts it."""
    sectors, booths = _table(asked, "sector"), _table(asked, "booth")
    return Part(
        "booths",
        _("Visits of booths"),
        [
            Paragraph(
                _("Only booths at which badges are scanned have visits. Who visits two makes two.")
            ),
            Heading(str(sectors.title)),
            drawn("sector", sectors),
            Grid(sectors),
            Heading(str(booths.title)),
            Grid(
                narrowed(
                    booths, "booth", "name", "sector_name", "entries", "visits", "unidentified"
                ),
                {"booth": 1, "name": 3},
            ),
        ],
    )


def everybody(asked: Moment) -> Part:
    told = _table(asked, "exhibitors_list")
    keys = ("name", "sector_name", "kind_name", "role_name", "main", "booths", "net_area")
    weights = {"name": 2.6, "main": 2, "kind_name": 1.9, "role_name": 1.6}
    return Part("list", _("List of exhibitors"), [Grid(narrowed(told, *keys), weights)])


def _table(asked: Moment, name: str) -> Table:
    return catalogue.table(name, asked.edition, as_of=asked.as_of)
