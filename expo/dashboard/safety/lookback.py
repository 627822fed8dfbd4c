"""Looking back: a place over a day, the log of warnings, and the fullest moments of all days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header, urlencode

from expo import editions
from expo.dashboard.pictures import drawn
from expo.dashboard.safety import charts, tables
from expo.dashboard.safety.log import Line, LogForm
from expo.dashboard.safety.places import percent
from expo.dashboard.tables import files
from expo.models import Edition
from expo.show_days import NoShowDays
from visitors import attendance, capacity_warnings
from visitors.attendance import Course, DayOfArea
from visitors.models import Area

ON_A_PAGE = 50
LATEST_DAYS = 10
"""The files have all of them."""
PICTURES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A place at its fullest on a day."""

    told: DayOfArea

    @property
    def percent(self) -> float | None:
        peak = self.told.inside.peak
        capacity = capacity_warnings.capacity_of(self.told.area)
        return percent(peak.people, capacity) if peak else None

    @property
    def level(self) -> Any:
        peak = self.told.inside.peak
        if peak is None:
            return None
        area = self.told.area
        return capacity_warnings.level_in(
            area.edition, peak.people, capacity_warnings.capacity_of(area)
        )


def document(edition: Edition, watched: list[Area], asked: Mapping[str, str]) -> dict[str, Any]:
    """Raises NoShowDays and ContradictoryRules."""
    form = LogForm(edition, watched, asked)
    lines = Paginator(form.warnings(), ON_A_PAGE).get_page(asked.get("page"))
    course = _course(edition, form, watched)
    return {
        "form": form,
        "lines": [Line(warning) for warning in lines],
        "page": lines,
        "asked": urlencode({key: value for key, value in form.cleaned_data.items() if value}),
        "chart": charts.of_course(course) if course else None,
        "course_table": tables.of_course(course) if course else None,
        "watched": watched,
        "peaks": _by_day(attendance.days_of_areas(edition, watched, latest=LATEST_DAYS)),
        "earlier_days": max(0, len(_begun(edition, form.days)) - LATEST_DAYS),
    }


def file(request: HttpRequest, edition: Edition, name: str, ending: str) -> HttpResponseBase | None:
    """None for a file that there is not. Raises NoShowDays and ContradictoryRules."""
    watched = capacity_warnings.watched(edition)
    form = LogForm(edition, watched, request.GET)
    if name == "warnings" and ending in files.FORMATS:
        return files.answer(request, tables.of_warnings(edition, form.warnings()), ending)
    course = _course(edition, form, watched) if name == "occupancy" else None
    if course and ending in files.FORMATS:
        return files.answer(request, tables.of_course(course), ending)
    return _picture(course, ending) if course and ending in PICTURES else None


def _course(edition: Edition, form: LogForm, watched: list[Area]) -> Course | None:
    """Of the day and the place that are asked for: the latest day, the fair. None without doors."""
    area = form.chosen_area or next(iter(watched), None)
    day = form.chosen_day or _latest(edition, form.days)
    return attendance.course(area, day) if area else None


def _latest(edition: Edition, days: Sequence[date]) -> date:
    """The last show day that has begun; before the first, that one. Raises NoShowDays."""
    if not days:
        raise NoShowDays
    return max(_begun(edition, days), default=days[0])


def _begun(edition: Edition, days: Sequence[date]) -> list[date]:
    today = editions.show_day(edition, editions.now(edition))
    return [day for day in days if day <= today]


def _by_day(told: list[DayOfArea]) -> list[tuple[date, list[Cell]]]:
    days: dict[date, list[Cell]] = {}
    for one in told:
        days.setdefault(one.day, []).append(Cell(one))
    return list(days.items())


def _picture(course: Course, ending: str) -> HttpResponse:
    """Raises FontMissing."""
    chart, edition = charts.of_course(course), course.area.edition
    drawing = drawn.file(chart) if ending == "svg" else drawn.png(chart)
    response = HttpResponse(drawing, content_type=PICTURES[ending])
    named = f"{edition.slug}-occupancy-{course.area.code or 'fair'}-{course.day.day}.{ending}"
    response["Content-Disposition"] = content_disposition_header(True, named)  # noqa: FBT003 # Django's
    response["Cache-Control"] = "private, no-store"
    return response
