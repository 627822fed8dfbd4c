"""What a visitor reads of every booth: who is found there, what they show, whether it runs."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from booths import floorplan, states
from booths.models import (
    Assignment,
    Exhibit,
    Exhibitor,
    Operation,
    Outage,
    Participation,
    Space,
)
from booths.plans import drawings
from booths.plans.drawings import Address
from booths.plans.shapes import Drawing
from expo import editions
from expo.models import Edition, Hall

Shown = Mapping[int, Sequence[Exhibit]]
"""What is shown, by whose participation."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who is found on a booth; first and last day where it is not always the same."""

    participation: Participation
    first_day: date | None
    last_day: date | None
    exhibits: Sequence[Exhibit]

    @property
    def exhibitor(self) -> Exhibitor:
        return self.participation.exhibitor

    @property
    def is_guest(self) -> bool:
        return self.participation.main_id is not None


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
    """The whole floor in the reader's language as of that moment, in seven queries at any size."""
    halls, spaces = drawings.halls(edition), list(floorplan.spaces(edition, at))
    day = editions.show_day(edition, at)
    shown, troubles = _shown(edition), states.troubles(edition, at)
    booths = {space.pk: _booth(space, shown, troubles.get(space.code)) for space in spaces}
    groups = drawings.by_hall(halls, spaces)
    return Floor(
        drawings.drawn(halls, spaces, day, address),
        [
            (hall, [booths[space.pk] for space in group])
            for hall, group in zip(halls, groups, strict=True)
        ],
    )


def _shown(edition: Edition) -> Shown:
    rows = Exhibit.objects.filter(listing__participation__edition=edition)
    by_body = defaultdict[int, list[Exhibit]](list)
    for exhibit in rows.annotate(body=F("listing__participation")).order_by("order"):
        by_body[exhibit.body].append(exhibit)
    return by_body


def _booth(space: Space, shown: Shown, outage: Outage | None) -> Booth:
    given = list(space.assignments.all())
    parties = [
        _party(participation, assignment if len(given) > 1 else None, shown)
        for assignment in given
        for participation in (assignment.participation, *assignment.participation.guests.all())
    ]
    return Booth(space, parties, outage)


def _party(participation: Participation, assignment: Assignment | None, shown: Shown) -> Party:
    exhibits = shown.get(participation.pk, ())
    if assignment is None:
        return Party(participation, None, None, exhibits)
    days = assignment.days
    return Party(participation, days.lower, days.upper - timedelta(days=1), exhibits)
