"""A place over one day as a chart: people inside, below what it holds and its two levels."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo.charts import Chart, ChartKind, Series
from expo.dashboard.safety.places import percent
from visitors import areas, attendance, capacity_warnings
from visitors.attendance import Course
from visitors.models import Level


def of_course(course: Course) -> Chart:
    edition = course.area.edition
    at = attendance.counted_to(edition)
    said = {"place": areas.title(course.area), "day": date_format(course.day.day, _("D, j F"))}
    return Chart(
        kind=ChartKind.LINES,
        title=_("People inside: %(place)s, %(day)s") % said,
        summary=_summary(course),
        categories=[f"{each.starts.astimezone(edition.tz):%H:%M}" for each in course.quarters],
        series=[
            Series(_("People inside"), [each.most for each in course.quarters]),
            *_limits(course),
        ],
        is_ordered=True,
        note=_("As of %(at)s") % {"at": f"{at:%Y-%m-%d %H:%M:%S}"} if at else "",
    )


def _limits(course: Course) -> list[Series]:
    """None where nobody has said how many fit in."""
    capacity = capacity_warnings.capacity_of(course.area)
    if not capacity:
        return []
    edition, every = course.area.edition, len(course.quarters)
    lines = [
        (_("Capacity"), capacity),
        (str(Level.STOP.label), capacity * edition.stop_percent / 100),
        (str(Level.WARNING.label), capacity * edition.warning_percent / 100),
    ]
    return [Series(name, [value] * every, is_quiet=True) for name, value in lines]


def _summary(course: Course) -> str:
    if course.peak is None:
        return _("Nobody has been scanned or counted there on that day.")
    capacity = capacity_warnings.capacity_of(course.area)
    said = {
        "people": intcomma(course.peak.people),
        "at": f"{course.peak.at.astimezone(course.area.edition.tz):%H:%M:%S}",
        "capacity": intcomma(capacity or 0),
        "percent": percent(course.peak.people, capacity),
    }
    if capacity:
        return _("Most inside: %(people)s at %(at)s, %(percent)s%% of %(capacity)s.") % said
    return _("Most inside: %(people)s at %(at)s. Nobody has said how many it holds.") % said
