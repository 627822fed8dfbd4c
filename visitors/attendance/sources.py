"""Opening what figures are read from: the rollups, or a count of a past moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from expo.models import Edition
from visitors.attendance import calendars, knowledge
from visitors.attendance.documents import Known
from visitors.attendance.rollups import Counted
from visitors.attendance.sums import Part, Sums
from visitors.models import Area, AreaKind


def opened(
    edition: Edition, areas: Sequence[Area], parts: Iterable[Part], as_of: datetime | None = None
) -> Sums:
    """The sums of the areas; with `as_of` (aware) as the server then knew them, in these parts.

    Raises NoShowDays, ContradictoryRules, AsOfTooEarly and AsOfInTheFuture."""
    rules = calendars.rules_of(edition)
    if as_of is None:
        return Counted(edition, rules, areas)
    return Known.count(edition, areas, knowledge.as_of(edition, rules, as_of), parts)


def fair_of(edition: Edition) -> Area | None:
    """The fair as a whole; None before anybody made a gate into it."""
    return edition.areas.filter(kind=AreaKind.FAIR).first()


def the_fair(edition: Edition) -> list[Area]:
    """The same as a list, empty before there is one."""
    return [area for area in [fair_of(edition)] if area]
