"""The lines of the floor: each booth with who holds it, its area, and what was counted there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from booths.models import Exhibitor
from booths.plans import Tile
from expo.dashboard.booth_visits import Given, by_booth
from expo.dashboard.heat.counts import Counted, Floor
from expo.models import Edition
from expo.show_days import Hours
from visitors.attendance import Row


@dataclass(frozen=True, slots=True)
class Lot:
    """A booth as one exhibitor held it. `sector` and `name` are empty where nobody did."""

    code: str
    exhibitor: str | None
    name: str | None
    sector: str
    area: float
    counted: Counted

    def value(self, hour: int | None) -> int | None:
        """Visits of the whole time, or the entries of the hour at that place."""
        return self.counted.visits if hour is None else self.counted.entries[hour]

    def stopped(self, hour: int | None) -> int:
        return self.counted.stopped if hour is None else self.counted.stopped_hours[hour]


def of_day(floor: Floor, tiles: Iterable[Tile], given: Given, day: Hours) -> list[Lot]:
    """Each booth once, with who has it on that day."""
    return [
        _lot(tile, given.get((tile.code, day.opens.date())), floor.booths[tile.code])
        for tile in tiles
    ]


def of_all_days(edition: Edition, floor: Floor, tiles: Sequence[Tile]) -> list[Lot]:
    """Each booth once for everybody who had it on some day, with the visits of his days."""
    told = by_booth(edition)
    return [lot for tile in tiles for lot in _all(tile, floor.booths[tile.code], told)]


def _all(tile: Tile, counted: Counted, told: Iterable[Row]) -> Iterator[Lot]:
    rows = [row for row in told if row["booth"] == tile.code]
    if not rows:
        yield _lot(tile, None, counted)
    for row in rows:
        lot = _lot(tile, None, replace(counted, visits=row["visits"]))
        sector = str(row["sector"]) if row["exhibitor"] else ""
        yield replace(lot, exhibitor=row["exhibitor"], name=row["name"], sector=sector)


def _lot(tile: Tile, holder: Exhibitor | None, counted: Counted) -> Lot:
    if holder is None:
        return Lot(tile.code, None, None, "", tile.area, counted)
    return Lot(tile.code, holder.code, str(holder.name), holder.sector, tile.area, counted)


def per_area(value: float | None, area: float) -> float | None:
    """Of no area there is none."""
    return value / area if value is not None and area else None
