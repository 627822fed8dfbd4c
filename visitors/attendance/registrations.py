"""The visitors by how they registered, and how many of those who registered came."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime

from expo.models import Edition
from visitors import figures
from visitors.attendance.persons import root
from visitors.attendance.rows import Row
from visitors.attendance.sources import opened, the_fair
from visitors.attendance.sums import Part, Sums
from visitors.classes import TicketClass
from visitors.models import Registration
from visitors.models.registration import RegistrationSource


@dataclass
class Registered:
    """Persons, after merges, who registered in one way."""

    everybody: set[int] = field(default_factory=set)  # of any class, cancelled or not
    visitors: set[int] = field(default_factory=set)  # registered as visitors
    standing: set[int] = field(default_factory=set)  # of those, whoever did not cancel


def by_registration(edition: Edition, as_of: datetime | None = None) -> list[Row]:
    """In the order of the ways; who registered in several is of the first. So `visitors` and
    `visits` sum to theirs.

    A cancelled registration tells how somebody came who came after all, and expects nobody."""
    sums = opened(edition, the_fair(edition), [Part.PRESENT], as_of)
    days, registered = _days(sums), _registered(sums)
    visitors = _by_source(days, registered)
    names = {source: str(name) for source, name in RegistrationSource.choices}
    return [
        _row(source, names.get(source), registered.get(source, Registered()), {*days}, those)
        for source, those in visitors.items()
    ]


def numbers(sums: Sums, figure: str, day: date | None) -> dict[str, int]:
    """The visits by source, of one day or of all; `visitors` are of all."""
    visitors = _by_source(_days(sums), _registered(sums))
    if figure == "visitors":
        return {source: len(those) for source, those in visitors.items()}
    return {
        source: sum(len(days) if day is None else day in days for days in those)
        for source, those in visitors.items()
    }


def _by_source(
    days: Mapping[int, Set[date]], registered: Mapping[str, Registered]
) -> dict[str, list[Set[date]]]:
    """The show days of each who came, under the first way in which he registered, or unknown."""
    left, told = {*days}, {}
    for source in RegistrationSource.values:
        those = left & registered[source].everybody if source in registered else set()
        told[source] = [days[person] for person in those]
        left -= those
    return told | {figures.UNKNOWN: [days[person] for person in left]}


def _days(sums: Sums) -> dict[int, set[date]]:
    """Everybody who came, with the show days."""
    days: dict[int, set[date]] = defaultdict(set)
    for row in sums.present():
        if row.is_visit and row.person is not None:
            days[row.person].add(row.day)
    return days


def _row(
    source: str, name: str | None, told: Registered, came: Set[int], visitors: Sequence[Set[date]]
) -> Row:
    """`visitors`: the show days of each who came and is told of here."""
    cancelled = told.visitors - told.standing
    conversion = figures.conversion(came, told.visitors, cancelled)
    return {
        "registration": source,
        "name": name,
        "visitors": len(visitors),
        "visits": sum(map(len, visitors)),
        "registered": conversion.registered,
        "cancelled": len(cancelled),
        "converted": conversion.came,
        "conversion": conversion.share,
    }


def _registered(sums: Sums) -> dict[str, Registered]:
    """By source, from the registrations that had been made by the moment that is told of."""
    made = Registration.objects.filter(edition=sums.edition, registered_at__lte=sums.at)
    kept, registered = sums.kept(), defaultdict[str, Registered](Registered)
    for person, source, ticket_class, cancelled_at in made.values_list(
        "person", "source", "ticket_class", "cancelled_at"
    ):
        told, who = registered[source], root(person, kept)
        told.everybody.add(who)
        if ticket_class == TicketClass.VISITOR:
            told.visitors.add(who)
            if cancelled_at is None or cancelled_at > sums.at:
                told.standing.add(who)
    return registered
