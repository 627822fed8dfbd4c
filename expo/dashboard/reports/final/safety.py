"""How full the fair and its halls were against their capacity, on which evidence, and the log of
warnings."""

from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Block, Grid, Heading, Paragraph, Part
from expo.dashboard.reports.final.figures import narrowed
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue

PEAKS = ("day", "place", "peak", "capacity", "share", "peak_at", "peak_is_observed")
WARNINGS = (
    "raised_at",
    "place",
    "level",
    "people",
    "capacity",
    "share",
    "headcount_at",
    "ended_at",
    "acknowledged_at",
)
"""Without who acknowledged it, and in which words: a report names nobody."""


def part(asked: Moment) -> Part:
    peaks, warnings = (
        catalogue.table(name, asked.edition, as_of=asked.as_of) for name in ("peaks", "warnings")
    )
    return Part(
        "safety",
        _("Safety: people inside"),
        [
            Paragraph(
                _(
                    "People inside are of every class, counted from the passages in and out and "
                    "anchored by headcounts. A peak from scans alone errs with passages that "
                    "nobody scanned."
                )
            ),
            Heading(str(peaks.title)),
            Grid(narrowed(peaks, *PEAKS), {"place": 2}),
            Heading(str(warnings.title)),
            _warnings(warnings),
        ],
    )


def _warnings(told: Table) -> Block:
    if not told.rows:
        return Paragraph(_("No warning was raised by the moment of this report."))
    return Grid(narrowed(told, *WARNINGS), {"place": 1.8})
