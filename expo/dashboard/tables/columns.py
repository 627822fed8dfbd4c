"""Columns that many tables have, in the words of the figures."""

from django.utils.translation import gettext_lazy as _

from expo.dashboard.tables.shapes import Column, Kind
from visitors.definitions import DEFINITIONS

DAY = Column("day", _("Day"), Kind.DAY, missing=_("Outside the show days"))
SECTOR = Column("sector_name", _("Sector"), Kind.NAME, missing=_("Given to nobody"))
SECTOR_KEY = Column("sector", _("Sector code"), Kind.KEY)
DAY_NUMBER = Column("day_number", _("Show day no."), Kind.CODE)
PEAK = (
    Column(
        "peak",
        DEFINITIONS["peak"].label,
        meaning=DEFINITIONS["peak"].meaning,
    ),
    Column("peak_at", _("Fullest at"), Kind.TIME, _("When the most people were inside.")),
    Column(
        "peak_is_observed",
        _("Peak seen by a headcount"),
        Kind.FLAG,
        _("Yes: a headcount of that day supports the number. No: it is from scans alone."),
    ),
)
OCCUPANCY = (
    Column(
        "occupancy",
        DEFINITIONS["occupancy"].label,
        meaning=DEFINITIONS["occupancy"].meaning,
    ),
    Column(
        "occupancy_is_observed",
        _("People inside seen by a headcount"),
        Kind.FLAG,
        _("Yes: a headcount of that day supports the number. No: it is from scans alone."),
    ),
)


def counted(*terms: str) -> tuple[Column, ...]:
    """Numbers of the figures, each with its definition."""
    return tuple(
        Column(term, DEFINITIONS[term].label, meaning=DEFINITIONS[term].meaning) for term in terms
    )
