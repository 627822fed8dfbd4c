"""What was told of days that are over, kept until one of them is another.

Every count that touches a passage of an area on a day writes the area's row of sums of that day
anew, if only with the same numbers. So the version of that row stands for everything that happened
at its doors: while a day bears the same stamp, nothing of it needs to be read again.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache

from visitors.figures import Observation, ShowDay

KEPT_FOR = 24 * 60 * 60
"""Seconds. Of each area one entry, so that late scans do not leave old ones behind."""

Key = tuple[int, date]
"""Area and day."""


class Stamp(NamedTuple):
    """All that decides what can be told of an area on a day that is over. Without a row of sums the
    version is empty."""

    version: str
    day: ShowDay
    headcounts: tuple[Observation, ...]

    @property
    def is_empty(self) -> bool:
        """Nothing ever happened there on that day: most rooms of sessions on most days."""
        return not self.version and not self.headcounts


def remembered(edition: int, stamps: Mapping[Key, Stamp]) -> dict[Key, Any]:
    """What was told of those that bear the same stamp still."""
    known = _entries(edition, stamps)
    found = ((key, known.get(key[0], {}).get(key[1])) for key in stamps)
    return {key: told[1] for key, told in found if told and told[0] == stamps[key]}


def remember(edition: int, stamps: Mapping[Key, Stamp], told: Mapping[Key, Any]) -> None:
    """Beside what is remembered of the other days. What is told of no stamp is not kept."""
    fresh = {key: told[key] for key in stamps if key in told}
    known = _entries(edition, fresh)
    for key, value in fresh.items():
        known.setdefault(key[0], {})[key[1]] = (stamps[key], value)
    if known:
        cache.set_many({_name(edition, area): days for area, days in known.items()}, KEPT_FOR)


def _entries(edition: int, keys: Mapping[Key, object]) -> dict[int, dict[date, tuple[Stamp, Any]]]:
    names = {_name(edition, area): area for area, _day in keys}
    found = cache.get_many(names) if names else {}
    return {names[name]: days for name, days in found.items()}


def _name(edition: int, area: int) -> str:
    return f"days-over:{settings.VERSION}:{edition}:{area}"
