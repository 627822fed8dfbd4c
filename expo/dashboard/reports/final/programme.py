"""The programme with who came, and session by session who took part."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from expo.dashboard.reports.documents import Block, Facts, Grid, Heading, Paragraph, Part
from expo.dashboard.reports.final.attendance import drawn
from expo.dashboard.reports.final.figures import narrowed
from expo.dashboard.reports.final.moments import Moment
from expo.dashboard.tables import Table, catalogue
from expo.dashboard.tables.shapes import Row


def part(asked: Moment) -> Part:
    told = catalogue.table("programme", asked.edition, as_of=asked.as_of)
    seats = narrowed(
        told,
        "title",
        "starts_at",
        "capacity",
        "reserved",
        "came",
        "no_shows",
        "without_seat",
        "in_room",
        "peak",
    )
    return Part(
        "programme",
        _("Programme"),
        [
            *([drawn("session", told)] if told.rows else []),
            Grid(seats, {"title": 3, "starts_at": 2.1}),
            *_sessions(told, asked),
        ],
    )


def _sessions(told: Table, asked: Moment) -> Iterator[Block]:
    if told.rows:
        yield Heading(_("Who took part"))
    for row in told.rows:
        yield Facts([(str(row["title"]), _session(row, asked))])
    if not told.rows:
        yield Paragraph(_("The programme of the edition has no session."))


def _session(row: Row, asked: Moment) -> str:
    said = [row["kind_name"], asked.told(row["starts_at"]), row["place"], row["state_name"]]
    if row["signatories"]:
        said.append(_("%(number)s signatories") % {"number": row["signatories"]})
    return "\n".join([" · ".join(said), *(row["parties"] or "").split("; ")]).strip()
