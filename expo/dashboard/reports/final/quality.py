"""What is to be known before the figures are believed: doubtful scans, and the scanners."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Figure, Figures, Grid, Heading, Paragraph, Part
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Column, Kind, Table
from expo.dashboard.tables.shapes import Row
from visitors import attendance
from visitors.definitions import DEFINITIONS
from visitors.extracts import Extract
from visitors.models import AreaKind, Device
from visitors.packs import layout

MINUTE = 60
DOUBTS = ("conflicts", "refused", "voided", "unidentified")


def part(asked: Moment) -> Part:
    told = attendance.figures(asked.edition, asked.as_of)
    return Part(
        "quality",
        _("Quality of the data"),
        [
            Figures([_figure(term, getattr(told, term)) for term in DOUBTS] + [_pending(asked)]),
            Heading(_("Scanners")),
            Paragraph(
                _(
                    "A scanner without a network decides by itself and sends later; its scans "
                    "count for when they were made, once they have come in."
                )
            ),
            Grid(_devices(asked), {"name": 2, "gate": 1}),
            Paragraph(
                _("Scanners of booths stand in one line: the audit pack has each of them."),
                is_quiet=True,
            ),
        ],
    )


def _figure(term: str, number: int) -> Figure:
    told = DEFINITIONS[term]
    return Figure(str(told.label), intcomma(number), str(told.meaning))


def _pending(asked: Moment) -> Figure:
    """As devices last said: whatever moment is asked for."""
    scans = sum(device.scans for device in attendance.pending(asked.edition))
    told = DEFINITIONS["pending"]
    return Figure(
        str(told.label), intcomma(scans), str(told.meaning), _("when this report was made")
    )


def _devices(asked: Moment) -> Table:
    """What the audit pack tells of each scanner, under the name that it has at the fair."""
    devices = Device.objects.of(asked.edition).select_related("gate__area")
    known = {str(device.uuid): device for device in devices}
    told = [_device(row, known[row["device"]]) for row in _extract(asked)]
    return Table(
        name="devices",
        title=_("Scanners"),
        edition=asked.edition,
        columns=(
            Column("name", _("Scanner"), Kind.NAME),
            Column("gate", _("Gate"), Kind.CODE),
            Column("scans", _("Scans"), meaning=_("Received by the moment of the report.")),
            Column(
                "alone",
                _("Decided by itself"),
                meaning=_("Scans that the scanner decided without the server, and sent later."),
            ),
            Column(
                "delay",
                _("Longest delay, minutes"),
                Kind.MINUTES,
                _("The longest time from a scan to its arrival at the server."),
            ),
        ),
        rows=[*(row for row in told if not row["is_of_a_booth"]), *_booths(told)],
        as_of=asked.as_of,
    )


def _booths(told: Sequence[Row]) -> Sequence[Row]:
    """All of them in one row; none where no booth scans."""
    booths = [row for row in told if row["is_of_a_booth"]]
    name = _("Booths (%(scanners)s scanners)") % {"scanners": intcomma(len(booths))}
    return [
        {
            "name": name,
            "gate": None,
            "scans": sum(row["scans"] for row in booths),
            "alone": sum(row["alone"] for row in booths),
            "delay": max((row["delay"] for row in booths if row["delay"]), default=None),
        }
    ][: len(booths)]


def _extract(asked: Moment) -> Iterable[dict[str, str]]:
    told = StringIO()
    extract = Extract(asked.edition, asked.as_of)
    extract.copy(layout.DEVICES, lambda piece: told.write(bytes(piece).decode()))
    told.seek(0)
    return csv.DictReader(told)


def _device(row: dict[str, str], device: Device) -> Row:
    area, delay = device.gate.area, row["largest_delay_s"]
    return {
        "name": device.name,
        "gate": row["gate"],
        "scans": int(row["scans"]),
        "alone": int(row["decided_by_device"]),
        "delay": float(delay) / MINUTE if delay else None,
        "is_of_a_booth": area is not None and area.kind == AreaKind.BOOTH,
    }
