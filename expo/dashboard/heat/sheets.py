"""The tables of the floor: every booth with its visits, every hall with how long people stay."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from booths.models import Sector, Space
from expo.dashboard.booth_visits import by_booth
from expo.dashboard.heat.lots import Lot, per_area
from expo.dashboard.tables import Column, Kind, Table
from expo.dashboard.tables.columns import PEAK, SECTOR, SECTOR_KEY, counted
from expo.dashboard.tables.shapes import Row
from expo.models import Edition
from visitors import attendance
from visitors.definitions import DEFINITIONS

AREA = Column("area", _("Area, m²"), Kind.AREA, _("Of the exhibition space, as the plan has it."))
PER_AREA = Column(
    "per_area",
    _("Per m²"),
    Kind.RATIO,
    _("The number before it divided by the area of the booth: booths of any size compared."),
)
STOPPED = Column(
    "stopped",
    _("Suspended, minutes"),
    Kind.MINUTES,
    _("For how long the booth was suspended in that time, in begun minutes."),
)
BOOTH = (
    Column("booth", _("Booth"), Kind.CODE),
    Column("name", _("Exhibitor"), Kind.NAME, missing=_("Given to nobody")),
    Column("exhibitor", _("Exhibitor code"), Kind.KEY),
    SECTOR,
    SECTOR_KEY,
    AREA,
)
DWELL = Column("dwell", DEFINITIONS["dwell"].label, Kind.MINUTES, DEFINITIONS["dwell"].meaning)
STAYS_KNOWN = Column(
    "stays_known", DEFINITIONS["stays_known"].label, Kind.SHARE, DEFINITIONS["stays_known"].meaning
)
HALLS = (
    Column("name", _("Hall"), Kind.NAME),
    Column("hall", _("Hall code"), Kind.CODE),
    *counted("visits"),
    *PEAK[:2],
    DWELL,
    STAYS_KNOWN,
)


def of_lots(
    edition: Edition, lots: Iterable[Lot], hour: int | None, as_of: datetime | None
) -> Table:
    """The booths at one hour, told by their entries, or of the whole time, by their visits."""
    number = "visits" if hour is None else "entries"
    rows = [_row(lot, number, hour) for lot in lots]
    values = [row[number] for row in rows if row[number] is not None]
    return Table(
        name="heat",
        title=_("Booth by booth"),
        edition=edition,
        columns=(*BOOTH, *counted(number), PER_AREA, STOPPED),
        rows=rows,
        as_of=as_of,
        total={number: sum(values)} if values else None,
        note=_("Visits of booths: who visits two booths makes two."),
    )


def heat(edition: Edition, as_of: datetime | None = None) -> Table:
    """The booths over all show days, for the catalogue.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    areas = dict(Space.objects.of(edition).values_list("code", "area"))
    told = by_booth(edition, as_of)
    rows = [_of_all_days(row, float(areas.get(row["booth"], 0))) for row in told]
    return Table(
        name="heat",
        title=_("Booth by booth"),
        edition=edition,
        columns=(*BOOTH, *counted("visits"), PER_AREA),
        rows=rows,
        as_of=as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition),
        total={"visits": sum(row["visits"] for row in rows)} if rows else None,
        note=_("Visits of booths: who visits two booths makes two."),
    )


def halls(edition: Edition, as_of: datetime | None = None) -> Table:
    """Over all show days, for the catalogue.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    moment = as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition)
    return of_halls(edition, attendance.halls(edition, as_of=as_of), moment)


def of_halls(
    edition: Edition, halls: Iterable[attendance.HallFigures], as_of: datetime | None
) -> Table:
    return Table(
        name="halls",
        title=_("Hall by hall"),
        edition=edition,
        columns=HALLS,
        rows=[_hall(told, edition) for told in halls],
        as_of=as_of,
        note=_("Who goes to several halls counts in each: they do not sum to the fair."),
    )


def _row(lot: Lot, number: str, hour: int | None) -> Row:
    value = lot.value(hour)
    return {
        "booth": lot.code,
        "name": lot.name,
        "exhibitor": lot.exhibitor,
        "sector": lot.sector or None,
        "sector_name": sector_name(lot.sector),
        "area": lot.area,
        number: value,
        "per_area": per_area(value, lot.area),
        "stopped": lot.stopped(hour),
    }


def _of_all_days(row: Row, area: float) -> Row:
    return {
        "booth": row["booth"],
        "name": row["name"],
        "exhibitor": row["exhibitor"],
        "sector": row["sector"] if row["exhibitor"] else None,
        "sector_name": sector_name(row["sector"]),
        "area": area,
        "visits": row["visits"],
        "per_area": per_area(row["visits"], area),
    }


def _hall(told: attendance.HallFigures, edition: Edition) -> Row:
    return {
        "name": told.name,
        "hall": told.hall,
        "visits": told.visits,
        "peak": told.peak.people if told.peak else None,
        "peak_at": told.peak.at.astimezone(edition.tz) if told.peak else None,
        "dwell": told.stays.mean_minutes,
        "stays_known": told.stays.known_share,
    }


def sector_name(sector: str) -> str | None:
    return str(Sector(sector).label) if sector in Sector.values else None
