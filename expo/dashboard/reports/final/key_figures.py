"""The figures of the fair as a whole, each with its definition."""

from datetime import datetime

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from booths import exhibitors
from expo.dashboard.reports.documents import Figure, Figures, Heading, Paragraph, Part
from expo.dashboard.reports.final.figures import figure, share, square_metres
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables.exhibitors import BODIES, NET_AREA
from visitors import attendance
from visitors.attendance import Row


def part(asked: Moment) -> Part:
    return Part(
        "figures",
        _("Key figures"),
        [
            Paragraph(
                _(
                    "All figures of visitors are those that the server knew as of %(moment)s. "
                    "Scans that came in later are not among them. A report asked for again as of "
                    "that moment tells the same figures."
                )
                % {"moment": asked.words}
            ),
            Heading(_("Visitors")),
            Figures(_of_visitors(asked)),
            Heading(_("Exhibitors")),
            Figures(_of_exhibitors(asked)),
            Paragraph(
                _(
                    "Exhibitors and spaces are told as they stood when this was made: their past "
                    "is not counted."
                ),
                is_quiet=True,
            ),
        ],
    )


def _of_visitors(asked: Moment) -> list[Figure]:
    told = attendance.overview(asked.edition, asked.as_of)
    counted = told.figures
    repeat = _("%(share)s of the visits") % {
        "share": share(counted.repeat / counted.visits if counted.visits else None)
    }
    return [
        figure("visits", counted.visits),
        figure("visitors", counted.visitors),
        figure("repeat", counted.repeat, repeat),
        figure("entries", counted.entries),
        figure("unidentified", counted.unidentified),
        _peak(asked, told.inside["peak"]),
    ]


def _peak(asked: Moment, peak: Row | None) -> Figure:
    if peak is None:
        return figure("peak", 0)
    at = asked.told(datetime.fromisoformat(peak["at"]))
    words = (
        _("%(moment)s, supported by a headcount")
        if peak["is_observed"]
        else _("%(moment)s, from scans alone")
    )
    return figure("peak", peak["people"], words % {"moment": at})


def _of_exhibitors(asked: Moment) -> list[Figure]:
    floor = exhibitors.floor(asked.edition)
    both = _("public %(public)s, private %(private)s")
    bodies = {"public": intcomma(floor.public_bodies), "private": intcomma(floor.private_bodies)}
    spaces = {"public": intcomma(floor.public_spaces), "private": intcomma(floor.private_spaces)}
    private = _("Private spaces divided by spaces, and private exhibitors divided by exhibitors.")
    return [
        Figure(
            str(BODIES.label),
            _("%(number)s bodies") % {"number": intcomma(floor.bodies)},
            str(BODIES.meaning),
            both % bodies,
        ),
        Figure(
            _("Spaces"),
            intcomma(floor.spaces),
            _("Exhibition spaces on the floor plan, given away or free."),
            "; ".join([both % spaces, _("free %(number)s") % {"number": floor.free_spaces}]),
        ),
        Figure(
            _("Private share of the spaces"),
            share(floor.private_share_of_spaces),
            private,
            _("of the exhibitors: %(share)s") % {"share": share(floor.private_share_of_bodies)},
        ),
        Figure(
            _("Net space"),
            square_metres(floor.net_area),
            str(NET_AREA.meaning),
            _("gross: %(area)s") % {"area": square_metres(asked.edition.gross_area)}
            if asked.edition.gross_area
            else "",
        ),
    ]
