"""Public beside private: how many visits, for how many booths, and on how much floor."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from booths.models import Sector
from expo.dashboard.heat.lots import Lot, per_area

NAMES: dict[str, str | Promise] = {
    Sector.PUBLIC.value: _("Public sector"),
    Sector.PRIVATE.value: _("Private sector"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A sector's booths that have a scanner; None where there is nothing to divide by."""

    sector: str
    visits: int
    booths: int
    area: float

    @property
    def name(self) -> str | Promise:
        return NAMES[self.sector]

    @property
    def per_booth(self) -> float | None:
        return self.visits / self.booths if self.booths else None

    @property
    def per_area(self) -> float | None:
        return per_area(self.visits, self.area)


def side_by_side(lots: Sequence[Lot], hour: int | None) -> list[Side]:
    """Booths that stood empty are of neither."""
    return [_side(sector, lots, hour) for sector in NAMES]


def _side(sector: str, lots: Sequence[Lot], hour: int | None) -> Side:
    own = [lot for lot in lots if lot.sector == sector and lot.value(hour) is not None]
    areas = {lot.code: lot.area for lot in own}
    visits = sum(lot.value(hour) or 0 for lot in own)
    return Side(sector, visits, len(areas), sum(areas.values()))
