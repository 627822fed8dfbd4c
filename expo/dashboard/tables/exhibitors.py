"""Who takes part and on which floor, as tables: as it stands, whatever moment is asked for."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from booths import exhibitors as subject
from booths import floorplan
from booths.models import Assignment, Participation, ParticipationRole, Sector, Space
from expo import editions
from expo.dashboard.tables.shapes import Column, Kind, Row, Table
from expo.models import Edition

NOW = _("The floor as it stood when this was made, whatever moment the figures are of.")
SECTOR = Column("sector_name", _("Sector"), Kind.NAME)
SECTOR_KEY = Column("sector", _("Sector code"), Kind.KEY)
ROLE = Column(
    "role_name",
    pgettext_lazy("participation", "Role"),
    Kind.NAME,
    _(
        "A main exhibitor is given space; a co-exhibitor stands on it with staff of its own; a "
        "represented company is listed and never counted."
    ),
)
ROLE_KEY = Column("role", pgettext_lazy("participation", "Role code"), Kind.KEY)
NET_AREA = Column(
    "net_area",
    _("Net space, m²"),
    Kind.AREA,
    _("The area of the spaces given to exhibitors, aisles left out."),
)
BODIES = Column(
    "exhibitors",
    _("Exhibitors"),
    meaning=_("Main and co-exhibitors. Represented companies are listed, never counted."),
)
SPACES = Column("spaces", _("Spaces"), meaning=_("Exhibition spaces given to them."))


def exhibitors(edition: Edition, _as_of: datetime | None = None) -> Table:
    """By sector and role; a space that both sectors hold on different days is in both rows, and
    once in the sum."""
    told, floor = subject.by_role(edition), subject.floor(edition)
    rows = [
        {
            "sector_name": str(Sector(row.sector).label),
            "sector": row.sector,
            "role_name": str(ParticipationRole(row.role).label),
            "role": row.role,
            "listed": row.listed,
            "exhibitors": row.bodies,
            "spaces": row.spaces,
            "net_area": row.net_area,
        }
        for row in told
    ]
    return Table(
        name="exhibitors",
        title=_("Exhibitors by sector and role"),
        edition=edition,
        columns=(
            SECTOR,
            SECTOR_KEY,
            ROLE,
            ROLE_KEY,
            Column("listed", _("Listed"), meaning=_("All who take part in this role.")),
            BODIES,
            SPACES,
            NET_AREA,
        ),
        rows=rows if any(row.listed for row in told) else [],
        as_of=_now(edition),
        total={
            "listed": sum(row.listed for row in told),
            "exhibitors": floor.bodies,
            "spaces": floor.spaces - floor.free_spaces,
            "net_area": floor.net_area,
        },
        note=NOW,
    )


def exhibitors_list(edition: Edition, _as_of: datetime | None = None) -> Table:
    """Everybody who takes part, by name."""
    rows = [_exhibitor(row) for row in subject.catalogue(edition, editions.now(edition))]
    return Table(
        name="exhibitors_list",
        title=_("List of exhibitors"),
        edition=edition,
        columns=(
            Column("name", _("Exhibitor"), Kind.NAME),
            Column("exhibitor", _("Exhibitor code"), Kind.KEY),
            SECTOR,
            SECTOR_KEY,
            Column("kind_name", _("Kind of body"), Kind.NAME),
            Column("kind", _("Code of the kind"), Kind.KEY),
            ROLE,
            ROLE_KEY,
            Column("main", _("On the space of"), Kind.NAME),
            Column("booths", _("Booths"), Kind.NAME),
            NET_AREA,
        ),
        rows=sorted(rows, key=lambda row: (row["name"].casefold(), row["exhibitor"])),
        as_of=_now(edition),
        note=NOW,
    )


def spaces(edition: Edition, _as_of: datetime | None = None) -> Table:
    """Every space with each who holds it on some day."""
    found = floorplan.spaces(edition, editions.now(edition))
    return Table(
        name="spaces",
        title=_("Exhibition spaces"),
        edition=edition,
        columns=(
            Column("space", _("Booth"), Kind.CODE),
            Column("hall", _("Hall"), Kind.CODE),
            Column("kind_name", _("Kind of space"), Kind.NAME),
            Column("kind", _("Code of the kind"), Kind.KEY),
            Column("width", _("Width, m"), Kind.RATIO),
            Column("depth", _("Depth, m"), Kind.RATIO),
            Column("area", _("Area, m²"), Kind.AREA),
            Column("name", _("Exhibitor"), Kind.NAME, missing=_("Free")),
            Column("exhibitor", _("Exhibitor code"), Kind.KEY),
            SECTOR,
            SECTOR_KEY,
            Column("first_day", _("First day"), Kind.DAY),
            Column("last_day", _("Last day"), Kind.DAY),
        ),
        rows=[row for space in found for row in _holdings(space)],
        as_of=_now(edition),
        note=NOW,
    )


def halls(edition: Edition, _as_of: datetime | None = None) -> Table:
    """The spaces of every hall that has some."""
    rows = floorplan.by_hall(edition)
    floor = subject.floor(edition)
    names = {hall.code: str(hall.name) for hall in edition.halls.all()}
    return Table(
        name="floor",
        title=_("Exhibition spaces by hall"),
        edition=edition,
        columns=(
            Column("name", _("Hall"), Kind.NAME),
            Column("hall", _("Hall code"), Kind.KEY),
            Column("spaces", _("Spaces")),
            Column("public_spaces", _("Of the public sector")),
            Column("private_spaces", _("Of the private sector")),
            Column("free_spaces", _("Free")),
            NET_AREA,
        ),
        rows=[
            {
                "name": names[row.hall],
                "hall": row.hall,
                "spaces": row.spaces,
                "public_spaces": row.public_spaces,
                "private_spaces": row.private_spaces,
                "free_spaces": row.free_spaces,
                "net_area": row.net_area,
            }
            for row in rows
        ],
        as_of=_now(edition),
        total={
            "spaces": floor.spaces,
            "public_spaces": floor.public_spaces,
            "private_spaces": floor.private_spaces,
            "free_spaces": floor.free_spaces,
            "net_area": floor.net_area,
        }
        if rows
        else None,
        note=NOW,
    )


def _now(edition: Edition) -> datetime:
    return editions.now(edition).astimezone(edition.tz)


def _exhibitor(row: Participation) -> Row:
    body, main = row.exhibitor, row.main
    own = {assignment.space for assignment in row.assignments.all()}
    return {
        "name": str(body.name),
        "exhibitor": body.code,
        "sector_name": str(body.get_sector_display()),
        "sector": body.sector,
        "kind_name": str(body.get_kind_display()),
        "kind": body.kind,
        "role_name": str(row.get_role_display()),
        "role": row.role,
        "main": str(main.exhibitor.name) if main else None,
        "booths": ", ".join(sorted(space.code for space in row.stands_on())) or None,
        "net_area": sum((space.area for space in own), Decimal()) if own else None,
    }


def _holdings(space: Space) -> Iterable[Row]:
    floor = {
        "space": space.code,
        "hall": space.hall.code,
        "kind_name": str(space.get_kind_display()),
        "kind": space.kind,
        "width": space.width,
        "depth": space.depth,
        "area": space.area,
    }
    given: list[Assignment | None] = [*space.assignments.all()]
    return [{**floor, **_holder(assignment)} for assignment in given or [None]]


def _holder(assignment: Assignment | None) -> Row:
    if assignment is None:
        return dict.fromkeys(
            ("name", "exhibitor", "sector_name", "sector", "first_day", "last_day")
        )
    body, days = assignment.participation.exhibitor, assignment.days
    return {
        "name": str(body.name),
        "exhibitor": body.code,
        "sector_name": str(body.get_sector_display()),
        "sector": body.sector,
        "first_day": days.lower,
        "last_day": days.upper - timedelta(days=1),
    }
