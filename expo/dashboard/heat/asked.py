"""What somebody wants to see of the floor, as the address says it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from booths.models import Sector
from expo import editions
from expo.errors import Refused
from expo.models import Edition
from expo.show_days import Hours

ALL_DAYS = "all"
PER_AREA = "area"


class NotAsked(Refused):
    code = "no_such_heat_map"
    message = _("The address asks for a day, an hour or a sector that this edition does not have.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Without a `day` all of them, without an `hour` the whole day, without a `sector` both."""

    day: Hours | None
    hour: int | None = None
    sector: str = ""
    per_area: bool = False

    @classmethod
    def read(cls, query: QueryDict, days: Sequence[Hours], edition: Edition) -> Self:
        """Nothing asked for: the day that runs, or the last one that did. Raises NotAsked."""
        day, hour, sector = (query.get(name, "").strip() for name in ("day", "hour", "sector"))
        if sector and sector not in Sector.values:
            raise NotAsked
        return cls(
            day=_day(day, days, editions.now(edition)),
            hour=_number(hour) if hour and day != ALL_DAYS else None,
            sector=sector,
            per_area=query.get("per") == PER_AREA,
        )

    @property
    def day_word(self) -> str:
        return self.day.opens.date().isoformat() if self.day else ALL_DAYS

    def query(self, *, hour: int | None) -> str:
        """The same at another hour."""
        told = {
            "day": self.day_word,
            "hour": "" if hour is None else str(hour),
            "sector": self.sector,
            "per": PER_AREA if self.per_area else "",
        }
        return urlencode({name: word for name, word in told.items() if word})


def _day(word: str, days: Sequence[Hours], at: datetime) -> Hours | None:
    if word == ALL_DAYS:
        return None
    if not word:
        return [days[0], *(day for day in days if day.opens.date() <= at.date())][-1]
    found = [day for day in days if day.opens.date().isoformat() == word]
    if not found:
        raise NotAsked
    return found[0]


def _number(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > 2:
        raise NotAsked
    return int(word)
