"""What a visitor reads of every booth: who is found there, what they show, whether it runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from booths import floorplan, states
from booths.models import (
    Assignment,
    Exhibit,
    Exhibitor,
    Listing,
    Operation,
    Outage,
    Participation,
    Space,
)
from booths.models.space import SpaceQuerySet
from booths.plans import drawings
from booths.plans.drawings import Address
from booths.plans.shapes import Drawing
from booths.states import Troubles
from expo import editions
from expo.models import Edition, Hall

SHOWN = ("assignments__participation", "assignments__participation__guests")
"""Who stands on a booth, seen from its space."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is found on a booth; first and last day where it is not always the same."""

    participation: Participation
    first_day: date | None
    last_day: date | None

    @property
    def exhibitor(self) -> Exhibitor:
        return self.participation.exhibitor

    @property
    def is_guest(self) -> bool:
        return self.participation.main_id is not None

    @property
    def exhibits(self) -> list[Exhibit]:
        try:
            return list(self.participation.listing.exhibits.all())
        except Listing.DoesNotExist:
            return []


@dataclass(frozen=True, slots=True)
class Booth:
    space: Space
    parties: Sequence[Party]
    outage: Outage | None

    @property
    def state(self) -> Operation:
        return Operation(self.outage.state) if self.outage else Operation.OPERATING

    @property
    def when(self) -> str:
        return states.when(self.outage) if self.outage else ""

    @property
    def names(self) -> str:
        return ", ".join(str(party.exhibitor.name) for party in self.parties)

    @property
    def words(self) -> str:
        """Who is there, or that nobody is."""
        return self.names or _("Free")

    @property
    def other_names(self) -> str:
        """In both languages: visitors search in either."""
        bodies = [party.exhibitor for party in self.parties]
        return " ".join(f"{body.name_ko} {body.name_en}".strip() for body in bodies)


@dataclass(frozen=True, slots=True)
class Floor:
    """The drawing, and the same booths in the same order as lists, hall by hall."""

    drawing: Drawing
    halls: Sequence[tuple[Hall, Sequence[Booth]]]

    @property
    def booths(self) -> list[Booth]:
        return [booth for _hall, booths in self.halls for booth in booths]

    @property
    def index(self) -> list[tuple[str, list[str]]]:
        """Everybody by name, with the codes of the booths where he is found."""
        places: dict[Exhibitor, list[str]] = {}
        for booth in self.booths:
            for party in booth.parties:
                codes = places.setdefault(party.exhibitor, [])
                codes += [] if booth.space.code in codes else [booth.space.code]
        told = ((str(body.name), codes) for body, codes in places.items())
        return sorted(told, key=lambda entry: (entry[0].casefold(), entry[1]))


def floor(edition: Edition, at: datetime, address: Address) -> Floor:
    """The whole floor in the reader's language as of that moment, in ten queries at any size."""
    halls, spaces = drawings.halls(edition), list(_spaces(edition, at))
    day = editions.show_day(edition, at)
    told = list(_booths(spaces, states.troubles(edition, at)))
    booths = {booth.space.pk: booth for booth in told}
    groups = drawings.by_hall(halls, spaces)
    return Floor(
        drawings.drawn(halls, spaces, day, address),
        [
            (hall, [booths[space.pk] for space in group])
            for hall, group in zip(halls, groups, strict=True)
        ],
    )


def _spaces(edition: Edition, at: datetime) -> SpaceQuerySet:
    exhibits = [f"{party}__listing__exhibits" for party in SHOWN]
    return floorplan.spaces(edition, at).prefetch_related(*exhibits)


def _booths(spaces: Iterable[Space], troubles: Troubles) -> Iterable[Booth]:
    for space in spaces:
        yield Booth(space, _parties(list(space.assignments.all())), troubles.get(space.code))


def _parties(given: Sequence[Assignment]) -> list[Party]:
    return [
        _party(participation, assignment if len(given) > 1 else None)
        for assignment in given
        for participation in (assignment.participation, *assignment.participation.guests.all())
    ]


def _party(participation: Participation, assignment: Assignment | None) -> Party:
    if assignment is None:
        return Party(participation, None, None)
    days = assignment.days
    return Party(participation, days.lower, days.upper - timedelta(days=1))
