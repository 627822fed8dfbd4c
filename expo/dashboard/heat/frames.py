"""What the map shows at one time: the whole day, or one of its hours, in the reader's words.

The page is made of one frame; a script that has them all puts another in its place, and computes
nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _

from booths.plans import Tile
from expo.dashboard.heat import levels, sheets
from expo.dashboard.heat.asked import Asked
from expo.dashboard.heat.counts import Floor
from expo.dashboard.heat.lots import Lot, per_area
from expo.dashboard.heat.sectors import Side, side_by_side
from expo.dashboard.tables import cells
from expo.models import Edition
from visitors.attendance import HallFigures, HallHours
from visitors.definitions import DEFINITIONS, Definition

Frame = dict[str, Any]
NOTHING = "–"
DIGITS = 2
"""Of a number per m²: a booth of a small body has few visits on many metres."""


@dataclass(frozen=True, slots=True)
class Told:
    """All that frames are made of. `lots` are those of the sector that is asked for; `every` those
    of both."""

    edition: Edition
    asked: Asked
    tiles: Sequence[Tile]
    floor: Floor
    lots: Sequence[Lot]
    every: Sequence[Lot]
    halls: Sequence[HallFigures]
    hall_hours: Sequence[HallHours]
    counted_to: datetime | None

    def value(self, tile: Tile, place: int | None) -> float | None:
        booth = self.floor.booths[tile.code]
        counted = booth.visits if place is None else booth.entries[place]
        if not self.asked.per_area:
            return counted
        ratio = per_area(counted, tile.area)
        return None if ratio is None else round(ratio, DIGITS)


def every_frame(told: Told) -> list[Frame]:
    """The whole time first, then each hour; hours are of one scale, so that they compare."""
    places = range(len(told.floor.hours))
    whole = levels.bounds(told.value(tile, None) for tile in told.tiles)
    hourly = levels.bounds(told.value(tile, place) for tile in told.tiles for place in places)
    return [_frame(told, None, whole), *(_frame(told, place, hourly) for place in places)]


def _frame(told: Told, place: int | None, limits: Sequence[float]) -> Frame:
    hour = None if place is None else told.floor.hours[place]
    sheet = sheets.of_lots(told.edition, told.lots, place, told.counted_to)
    return {
        "number": hour.number if hour else None,
        "label": hour.label if hour else (_("Whole day") if told.asked.day else _("All days")),
        "counted": str(_figure(is_hour=hour is not None).label),
        "measure": measure(told.asked, is_hour=hour is not None),
        "query": told.asked.query(hour=hour.number if hour else None),
        "legend": _legend(told.asked, limits),
        "tiles": {tile.code: _tile(told, tile, place, limits) for tile in told.tiles},
        "halls": _halls(told, place),
        "sectors": {side.sector: _side(side) for side in side_by_side(told.every, place)},
        "head": [str(column.label) for column in cells.shown(sheet)],
        "rows": [[cell.text for cell in line] for line in cells.lines(sheet)],
        "total": [cell.text for cell in cells.total(sheet)] if sheet.total else [],
    }


def measure(asked: Asked, *, is_hour: bool) -> str:
    """What the numbers on the booths are."""
    name = str(_figure(is_hour=is_hour).label)
    return _("%(figure)s per m²") % {"figure": name} if asked.per_area else name


def _figure(*, is_hour: bool) -> Definition:
    return DEFINITIONS["entries" if is_hour else "visits"]


def number(value: float | None, digits: int = DIGITS) -> str:
    """Of what is counted whole, of what is divided with so many decimals."""
    if value is None:
        return NOTHING
    return intcomma(f"{value:.{digits}f}") if isinstance(value, float) else intcomma(value)


def _tile(told: Told, tile: Tile, place: int | None, limits: Sequence[float]) -> list[Any]:
    """Its number, its level, and for how many minutes it was suspended."""
    booth, value = told.floor.booths[tile.code], told.value(tile, place)
    stopped = booth.stopped if place is None else booth.stopped_hours[place]
    return [number(value), levels.level(value, limits), stopped]


def _legend(asked: Asked, limits: Sequence[float]) -> list[str]:
    """For each level from the fewest what it spans; "" for one that is not needed."""
    words = [""] * levels.CLASSES
    step = 10**-DIGITS if asked.per_area else 1
    for level, low, high in levels.spans(limits, step):
        same = number(low) == number(high)
        words[level - 1] = number(high) if same else f"{number(low)}–{number(high)}"
    return words


def _halls(told: Told, place: int | None) -> Mapping[str, str]:
    hours = {hall.hall: hall.most for hall in told.hall_hours}
    return {hall.hall: _hall(hall, place, hours.get(hall.hall, ())) for hall in told.halls}


def _hall(hall: HallFigures, place: int | None, most: Sequence[int]) -> str:
    peak = hall.peak.people if hall.peak else 0
    people = peak if place is None else most[place]
    words = [_("most inside %(people)s") % {"people": number(people)}]
    if (minutes := hall.stays.mean_minutes) is not None:
        words.append(_("mean stay %(minutes)s min") % {"minutes": number(round(minutes))})
    return " · ".join(words)


def _side(side: Side) -> dict[str, str]:
    return {
        "visits": number(side.visits),
        "booths": number(side.booths),
        "per_booth": number(side.per_booth, digits=1),
        "per_area": number(side.per_area),
    }
