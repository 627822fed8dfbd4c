"""How everybody had registered: as it is counted, and recounted with the pure definitions."""

from collections.abc import Sequence, Set
from dataclasses import astuple
from datetime import date, datetime
from typing import Any

from visitors import figures
from visitors.attendance.persons import kept_in, root
from visitors.classes import TicketClass
from visitors.models import NO_DAY, Registrant, Registration, RegistrationSource, SourceDay

Table = dict[tuple[Any, ...], Any]


def registered(edition_id: int, until: datetime) -> list[figures.Registered]:
    """Every registration that had been made by then, as it stood then."""
    made = Registration.objects.filter(edition=edition_id, registered_at__lte=until)
    kept = kept_in(edition_id)
    rows = made.values_list("person_id", "source", "ticket_class", "cancelled_at")
    return [
        figures.Registered(
            person=str(root(person, kept)),
            source=source,
            is_visitors=ticket_class == TicketClass.VISITOR,
            is_cancelled=cancelled_at is not None and cancelled_at <= until,
        )
        for person, source, ticket_class, cancelled_at in rows.iterator()
    ]


def counted(edition_id: int) -> dict[str, Table]:
    sums = SourceDay.objects.filter(edition=edition_id).values_list(
        "day", "source", "visits", "first_visits", "registered", "cancelled", "converted"
    )
    people = Registrant.objects.filter(edition=edition_id)
    rows = people.values_list("person_id", "source", "as_visitor", "standing")
    return {
        "sources": {(day, source): numbers for day, source, *numbers in sums if any(numbers)},
        "registrants": {(str(person),): told for person, *told in rows.iterator()},
    }


def recounted(
    came: Set[tuple[date, str]], registered: Sequence[figures.Registered]
) -> dict[str, Table]:
    sums = figures.by_source(came, registered, RegistrationSource.values)
    return {
        "sources": {
            (day or NO_DAY, source): [*astuple(numbers)]
            for (day, source), numbers in sums.items()
            if any(astuple(numbers))
        },
        "registrants": _registrants(registered),
    }


def _registrants(registered: Sequence[figures.Registered]) -> Table:
    rows: Table = {}
    for one in sorted(registered, key=lambda one: RegistrationSource.values.index(one.source)):
        row = rows.setdefault((one.person,), [one.source, 0, 0])
        bit = 1 << RegistrationSource.values.index(one.source) + 1  # PostgreSQL counts from 1
        row[1] |= bit if one.is_visitors else 0
        row[2] |= bit if one.is_visitors and not one.is_cancelled else 0
    return rows
