"""How those who came had registered, and how many of those who registered came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from visitors.figures.breakdowns import UNKNOWN
from visitors.figures.people import conversion, first_days


class Registered(NamedTuple):
    """A registration; `person` after merges. Visitors are expected, others come anyway."""

    person: str
    source: str
    is_visitors: bool
    is_cancelled: bool


@dataclass(frozen=True, slots=True)
class BySource:
    """Of one source. Visits are of a show day, the other three of none: whoever `registered` and
    did not cancel, whoever `cancelled`, and of the first those who came at all."""

    visits: int = 0
    first_visits: int = 0
    registered: int = 0
    cancelled: int = 0
    converted: int = 0


def by_source(
    came: Set[tuple[date, str]], registered: Sequence[Registered], sources: Sequence[str]
) -> dict[tuple[date | None, str], BySource]:
    """By show day, or none, and source. Who registered in several ways is of the first of
    `sources`, who never did of UNKNOWN."""
    source_of = _source_of(registered, sources)
    visits = Counter((day, source_of.get(person, UNKNOWN)) for day, person in came)
    firsts = Counter(
        (day, source_of.get(person, UNKNOWN)) for person, day in first_days(came).items()
    )
    sums: dict[tuple[date | None, str], BySource] = {
        key: BySource(visits=number, first_visits=firsts[key]) for key, number in visits.items()
    }
    people = {person for _day, person in came}
    return sums | {(None, source): _expected(registered, source, people) for source in sources}


def _source_of(registered: Iterable[Registered], sources: Sequence[str]) -> dict[str, str]:
    ways: dict[str, list[str]] = defaultdict(list)
    for one in registered:
        ways[one.person].append(one.source)
    return {person: min(theirs, key=sources.index) for person, theirs in ways.items()}


def _expected(registered: Sequence[Registered], source: str, came: Set[str]) -> BySource:
    expected = [one for one in registered if one.source == source and one.is_visitors]
    everybody = {one.person for one in expected}
    cancelled = everybody - {one.person for one in expected if not one.is_cancelled}
    told = conversion(came, everybody, cancelled)
    return BySource(registered=told.registered, cancelled=len(cancelled), converted=told.came)
