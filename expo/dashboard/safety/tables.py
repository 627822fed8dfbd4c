"""The safety desk's tables, on its page and as files: warnings, the fullest moments, a day."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from expo.dashboard.safety.log import Line
from expo.dashboard.tables.columns import DAY, PEAK
from expo.dashboard.tables.shapes import Column, Kind, Row, Table
from expo.models import Edition
from visitors import areas, attendance, capacity_warnings
from visitors.attendance import Course, DayOfArea
from visitors.definitions import DEFINITIONS
from visitors.models import CapacityWarning
from visitors.models.capacity_warning import CapacityWarningQuerySet

PLACE = (
    Column("place", pgettext_lazy("safety", "Place"), Kind.NAME),
    Column("place_code", _("Place code"), Kind.KEY),
)
CAPACITY = Column(
    "capacity",
    DEFINITIONS["capacity"].label,
    meaning=_("How many people the fair or the hall holds at one time."),
)
SHARE = Column(
    "share", _("Share of the capacity"), Kind.SHARE, _("People inside divided by the capacity.")
)
MOST = Column(
    "most",
    _("Most at one time"),
    meaning=_("The most people inside at one time within the quarter of an hour."),
)

WARNINGS = (
    Column("raised_at", pgettext_lazy("warning", "Raised"), Kind.TIME),
    *PLACE,
    Column("level", pgettext_lazy("capacity", "Level"), Kind.NAME),
    Column("level_code", _("Level code"), Kind.KEY),
    Column("people", DEFINITIONS["occupancy"].label, meaning=_("As seen when it was raised.")),
    CAPACITY,
    SHARE,
    Column("warning_percent", _("Caution from, %"), meaning=_("As it was set then.")),
    Column("stop_percent", _("Stop entry from, %"), meaning=_("As it was set then.")),
    Column(
        "headcount_at",
        _("Last headcount"),
        Kind.TIME,
        _("When the people were last counted by heads that day. None: it is from scans alone."),
        missing=_("Scans only"),
    ),
    Column(
        "ended_at",
        pgettext_lazy("warning", "Ended"),
        Kind.TIME,
        missing=pgettext_lazy("warning", "Standing"),
    ),
    Column(
        "acknowledged_at", pgettext_lazy("warning", "Acknowledged"), Kind.TIME, missing=_("Not yet")
    ),
    Column(
        "minutes",
        _("Acknowledged after, minutes"),
        Kind.MINUTES,
        _("From when it was raised, by the fair's clock."),
    ),
    Column("acknowledged_by", pgettext_lazy("warning", "Acknowledged by"), Kind.NAME),
    Column("note", _("What was done"), Kind.NAME),
)

PEAKS = (DAY, *PLACE, *PEAK, CAPACITY, SHARE)


def warnings(edition: Edition, as_of: datetime | None = None) -> Table:
    """Every warning raised by then, the earliest first, each as it reads today."""
    rows = CapacityWarning.objects.of(edition).told()
    if as_of:
        rows = rows.filter(raised_at__lte=as_of)
    return of_warnings(edition, rows.order_by("raised_at", "pk"), as_of)


def of_warnings(
    edition: Edition, warnings: CapacityWarningQuerySet, as_of: datetime | None = None
) -> Table:
    return Table(
        name="warnings",
        title=_("Capacity warnings"),
        edition=edition,
        columns=WARNINGS,
        rows=[_warning(edition, Line(warning)) for warning in warnings],
        as_of=as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition),
        note=_("Each as it was seen when it was raised; scans that came later change nothing."),
    )


def peaks(edition: Edition, as_of: datetime | None = None) -> Table:
    """Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    told = attendance.days_of_areas(edition, capacity_warnings.watched(edition), as_of)
    return of_peaks(edition, told, as_of)


def of_peaks(edition: Edition, told: list[DayOfArea], as_of: datetime | None = None) -> Table:
    return Table(
        name="peaks",
        title=_("Fullest moments, day by day"),
        edition=edition,
        columns=PEAKS,
        rows=[_peak(edition, one) for one in told],
        as_of=as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition),
        note=_("Who is in a hall is inside the fair too: places do not sum."),
    )


def of_course(course: Course) -> Table:
    """The same numbers as the chart of that day."""
    edition = course.area.edition
    capacity = capacity_warnings.capacity_of(course.area)
    return Table(
        name="occupancy",
        title=_("People inside, quarter by quarter"),
        edition=edition,
        columns=(Column("quarter", _("Quarter of an hour"), Kind.TIME), MOST, CAPACITY, SHARE),
        rows=[
            {
                "quarter": quarter.starts.astimezone(edition.tz),
                "most": quarter.most,
                "capacity": capacity,
                "share": _share(quarter.most, capacity),
            }
            for quarter in course.quarters
            if quarter.most is not None
        ],
        as_of=attendance.counted_to(edition),
        note=areas.title(course.area),
    )


def _warning(edition: Edition, line: Line) -> Row:
    warning, seen = line.warning, line.acknowledgement
    return {
        "raised_at": warning.raised_at.astimezone(edition.tz),
        "place": line.place,
        "place_code": areas.word(warning.area),
        "level": str(warning.get_level_display()),
        "level_code": warning.level,
        "people": warning.people,
        "capacity": warning.capacity,
        "share": warning.share,
        "warning_percent": warning.warning_percent,
        "stop_percent": warning.stop_percent,
        "headcount_at": _there(edition, warning.headcount_at),
        "ended_at": _there(edition, warning.ended_at),
        "acknowledged_at": _there(edition, seen.at if seen else None),
        "minutes": line.minutes,
        "acknowledged_by": str(seen.acknowledged_by) if seen else None,
        "note": (seen.note or None) if seen else None,
    }


def _peak(edition: Edition, told: DayOfArea) -> Row:
    peak, capacity = told.inside.peak, capacity_warnings.capacity_of(told.area)
    return {
        "day": told.day,
        "place": areas.title(told.area),
        "place_code": areas.word(told.area),
        "peak": peak.people if peak else None,
        "peak_at": _there(edition, peak.at if peak else None),
        "peak_is_observed": peak.is_observed if peak else None,
        "capacity": capacity,
        "share": _share(peak.people if peak else None, capacity),
    }


def _share(people: int | None, capacity: int | None) -> float | None:
    return None if people is None or not capacity else people / capacity


def _there(edition: Edition, moment: datetime | None) -> Any:
    return moment and moment.astimezone(edition.tz)
