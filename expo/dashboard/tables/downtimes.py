"""How long booths were suspended, as a table. What is known of outages is what is known now."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from booths import downtimes, floorplan
from booths.downtimes import Record
from expo import editions
from expo.dashboard.tables.shapes import Column, Kind, Row, Table
from expo.models import Edition

MINUTE = 60
AVAILABILITY = Column(
    "availability",
    _("Availability"),
    Kind.SHARE,
    _("1 − downtime ÷ opening hours that have passed."),
)
DOWNTIME = Column(
    "downtime",
    _("Downtime, minutes"),
    Kind.MINUTES,
    _("Suspended in opening hours, overlaps counted once. A degraded booth is not down."),
)
OPENED = Column("opened", _("Opening hours, minutes"), Kind.MINUTES)


def downtime(edition: Edition, as_of: datetime | None = None) -> Table:
    """Every booth, the longest downtime first."""
    until = (as_of or editions.now(edition)).astimezone(edition.tz)
    spaces = list(floorplan.spaces(edition, until))
    records = downtimes.records(spaces, edition, until)
    rows = sorted(map(_row, records), key=lambda row: (-row["downtime"], row["booth"]))
    return Table(
        name="downtime",
        title=_("Downtime by booth"),
        edition=edition,
        columns=(
            Column("booth", _("Booth"), Kind.CODE),
            Column("hall", _("Hall"), Kind.CODE),
            Column("name", _("Exhibitor"), Kind.NAME, missing=_("Free")),
            OPENED,
            DOWNTIME,
            AVAILABILITY,
            Column(
                "is_estimated",
                _("Estimate"),
                Kind.FLAG,
                _("Yes: the start of an outage is not known exactly."),
            ),
        ),
        rows=rows,
        as_of=until,
        total=_total(records),
        note=_("Outages as they were known when this was made."),
    )


def _row(record: Record) -> Row:
    names = dict.fromkeys(
        str(given.participation.exhibitor.name) for given in record.space.assignments.all()
    )
    return {
        "booth": record.space.code,
        "hall": record.space.hall.code,
        "name": ", ".join(names) or None,
        "opened": record.total.opened.total_seconds() / MINUTE,
        "downtime": record.total.suspended.total_seconds() / MINUTE,
        "availability": record.total.availability,
        "is_estimated": record.total.is_estimated,
    }


def _total(records: list[Record]) -> Row | None:
    opened = sum(record.total.opened.total_seconds() for record in records)
    stopped = sum(record.total.suspended.total_seconds() for record in records)
    if not records:
        return None
    return {
        "opened": opened / MINUTE,
        "downtime": stopped / MINUTE,
        "availability": 1 - stopped / opened if opened else None,
    }
