"""The page of the heat map, and its tables as files."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from booths import plans
from booths.plans import Drawing
from expo import editions, show_days
from expo.dashboard import asking, booth_visits
from expo.dashboard.heat import counts, drawings, frames, lots, sectors, sheets
from expo.dashboard.heat.asked import ALL_DAYS, Asked
from expo.dashboard.heat.counts import Floor
from expo.dashboard.heat.frames import Frame, Told
from expo.dashboard.planning import planning_page
from expo.dashboard.tables import Table, files
from expo.models import Edition
from expo.show_days import Hours, NoShowDays
from visitors import attendance
from visitors.definitions import DEFINITIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page and its files are made of; `place`: of the hour that is asked for."""

    days: list[Hours]
    drawing: Drawing
    told: Told
    place: int | None

    @property
    def frames(self) -> list[Frame]:
        return frames.every_frame(self.told)

    @property
    def table(self) -> Table:
        told = self.told
        return sheets.of_lots(told.edition, told.lots, self.place, told.counted_to)

    @property
    def halls(self) -> Table:
        return sheets.of_halls(self.told.edition, self.told.halls, self.told.counted_to)


@require_safe
@planning_page
@asking.answers_refusals
def heat(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The floor by booth visits: of a day, of all days, or of an hour."""
    shown = _shown(request, edition)
    made = shown.frames
    told = {
        "edition": edition,
        "asked": shown.told.asked,
        "days": shown.days,
        "all_days": ALL_DAYS,
        "sectors": sectors.NAMES,
        "frames": made,
        "frame": made[0 if shown.place is None else shown.place + 1],
        "previous": _beside(made, shown.place, -1),
        "next": _beside(made, shown.place, 1),
        "drawing": shown.drawing,
        "halls": _hot_halls(shown, made),
        "table": shown.table,
        "hall_table": shown.halls,
        "words": DEFINITIONS,
        "counted_to": shown.told.counted_to,
    }
    return render(request, "heat/heat.html", told)


@require_safe
@planning_page
@asking.answers_refusals
def heat_file(request: HttpRequest, edition: Edition, name: str, ending: str) -> HttpResponseBase:
    """A table of the page as it is shown, for a spreadsheet program."""
    if name not in {"heat", "halls"} or ending not in files.FORMATS:
        raise Http404
    shown = _shown(request, edition)
    return files.answer(request, shown.table if name == "heat" else shown.halls, ending)


def _shown(request: HttpRequest, edition: Edition) -> Shown:
    """Raises NoShowDays, ContradictoryRules and NotAsked."""
    show_days.ask_once(edition)
    days = show_days.opening_hours(edition)
    if not days:
        raise NoShowDays
    attendance.count_stale(edition)
    asked, at = Asked.read(request.GET, days, edition), editions.now(edition)
    drawing = plans.drawing(edition, asked.day.opens if asked.day else at, _no_address)
    told = _told(edition, asked, drawing, days, at)
    return Shown(days, drawing, told, _place(told))


def _told(
    edition: Edition, asked: Asked, drawing: Drawing, days: list[Hours], at: datetime
) -> Told:
    tiles = drawing.tiles
    codes = [tile.code for tile in tiles]
    if asked.day is None:
        floor = counts.of_all_days(edition, codes, days, at)
        every = lots.of_all_days(edition, floor, tiles)
    else:
        floor = counts.of_day(edition, codes, asked.day, at)
        every = lots.of_day(floor, tiles, booth_visits.given_to(edition), asked.day)
    date = asked.day and asked.day.opens.date()
    hours = [hour.starts for hour in floor.hours]
    return Told(
        edition=edition,
        asked=_at_an_hour_of(floor, asked),
        tiles=tiles,
        floor=floor,
        lots=[lot for lot in every if asked.sector in {"", lot.sector}],
        every=every,
        halls=attendance.halls(edition, date),
        hall_hours=attendance.hall_hours_on(edition, date, hours) if date else [],
        counted_to=attendance.counted_to(edition),
    )


def _at_an_hour_of(floor: Floor, asked: Asked) -> Asked:
    """Whoever goes on to a day that is shorter sees the whole of it."""
    is_there = asked.hour in {hour.number for hour in floor.hours}
    return asked if is_there else replace(asked, hour=None)


def _place(told: Told) -> int | None:
    """Of the hour that is asked for, among those of the day."""
    numbers = [hour.number for hour in told.floor.hours]
    return None if told.asked.hour is None else numbers.index(told.asked.hour)


def _beside(made: list[Frame], place: int | None, step: int) -> Frame | None:
    """From the whole day on the first hour is next; nothing comes before it or after the last."""
    there = (0 if place is None else place + 1) + step
    return made[there] if 0 <= there < len(made) else None


def _hot_halls(shown: Shown, made: list[Frame]) -> list[Any]:
    longest = {
        tile.code: max((frame["tiles"][tile.code][0] for frame in made), key=len)
        for tile in shown.drawing.tiles
    }
    lines = {
        code: max((frame["halls"][code] for frame in made), key=len) for code in made[0]["halls"]
    }
    return drawings.halls(shown.drawing, longest, lines)


def _no_address(_space: object) -> str:
    return ""
