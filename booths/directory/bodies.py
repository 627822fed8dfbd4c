"""One body as the public reads it: from what stands, or from what is proposed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import Truncator

from booths import listings, states
from booths.directory import passages, tags
from booths.directory.passages import Passage
from booths.directory.tags import Tag
from booths.models import (
    Assignment,
    Exhibitor,
    Listing,
    Operation,
    Outage,
    Participation,
    ParticipationRole,
    Space,
)
from expo import show_days
from expo.models import Edition
from expo.show_days import NoShowDays

Values = Mapping[str, Any]
"""A listing's values by field, as `listings.values` reads them and as they are proposed."""

MOST = 60
"""Characters of an address that are read."""
SCHEMES = {"http", "https"}
NOTHING: Values = {
    **dict.fromkeys(("summary_ko", "summary_en", "text_ko", "text_en"), ""),
    **dict.fromkeys(("website", "contact_email", "contact_phone"), ""),
    "exhibits": [],
    "tags": [],
    "links": [],
    "logo": None,
}


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and what is read of it: the host that it really leads to, and the page."""

    url: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownExhibit:
    name: Passage
    name_beside: Passage
    text: Passage


@dataclass(frozen=True, slots=True)
class Place:
    """A space where the body is found; first and last day where that is not every day."""

    space: Space
    first_day: date | None
    last_day: date | None
    outage: Outage | None

    @property
    def state(self) -> Operation:
        return Operation(self.outage.state) if self.outage else Operation.OPERATING


@dataclass(frozen=True, slots=True)
class Stop:
    """An outage, and which of the body's spaces it stops."""

    outage: Outage
    codes: Sequence[str]

    @property
    def text(self) -> Passage:
        return passages.of_row(self.outage, "text")

    @property
    def when(self) -> str:
        return states.when(self.outage)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another body that this one stands with."""

    code: str
    name: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicListing:
    """`name_beside` is the name in the other language; `main` is whose space it stands on."""

    exhibitor: Exhibitor
    role: ParticipationRole
    name: Passage
    name_beside: Passage
    logo: str | None
    summary: Passage
    text: Passage
    exhibits: Sequence[ShownExhibit]
    tags: Sequence[Tag]
    website: Link | None
    links: Sequence[Link]
    contact_email: str
    contact_phone: str
    places: Sequence[Place]
    main: Neighbour | None
    guests: Sequence[Neighbour]
    represented: Sequence[Neighbour]

    @property
    def is_represented(self) -> bool:
        return self.role == ParticipationRole.REPRESENTED

    @property
    def has_contact(self) -> bool:
        return any((self.website, self.links, self.contact_email, self.contact_phone))

    @property
    def has_more(self) -> bool:
        return any((self.has_contact, self.guests, self.represented, self.tags))

    @property
    def dialled(self) -> str:
        """The telephone number as a telephone takes it."""
        return "".join(sign for sign in self.contact_phone if sign in "+0123456789")

    @property
    def stops(self) -> list[Stop]:
        """What does not run now: each outage once."""
        stopped: dict[Outage, list[str]] = {}
        for place in self.places:
            if place.outage:
                stopped.setdefault(place.outage, []).append(place.space.code)
        return [Stop(outage, codes) for outage, codes in stopped.items()]


def find(edition: Edition, code: str) -> Participation | None:
    """Whoever stands in the edition under that code; None for everybody else."""
    everybody = Participation.objects.of(edition).standing()
    return (
        everybody.select_related("exhibitor", "main__exhibitor", "listing", "edition")
        .filter(exhibitor__code=code)
        .first()
    )


def live(participation: Participation, at: datetime) -> PublicListing:
    """The body with what everybody reads now."""
    return shown(participation, values(participation), at)


def values(participation: Participation) -> Values:
    """What stands, by field; a body without a listing has its names."""
    try:
        listing = participation.listing
    except Listing.DoesNotExist:
        exhibitor = participation.exhibitor
        return {**NOTHING, **{name: getattr(exhibitor, name) for name in listings.NAMES}}
    listing.participation = participation
    return listings.values(listing)


def shown(participation: Participation, told: Values, at: datetime) -> PublicListing:
    """The body as it reads with these values: the live ones, or proposed ones among them."""
    guests = participation.guests.standing().select_related("exhibitor").by_name()
    return PublicListing(
        exhibitor=participation.exhibitor,
        role=ParticipationRole(participation.role),
        name=passages.passage(told, "name"),
        name_beside=passages.beside(told, "name"),
        logo=told["logo"],
        summary=passages.passage(told, "summary"),
        text=passages.passage(told, "text"),
        exhibits=[_exhibit(row) for row in told["exhibits"]],
        tags=tags.shown(told["tags"], tags.themes(participation.edition)),
        website=_link(told["website"]),
        links=[link for url in told["links"] if (link := _link(url))],
        contact_email=told["contact_email"],
        contact_phone=told["contact_phone"],
        places=_places(participation, at),
        main=_neighbour(participation.main),
        guests=_neighbours(guests, ParticipationRole.CO),
        represented=_neighbours(guests, ParticipationRole.REPRESENTED),
    )


def _exhibit(row: Values) -> ShownExhibit:
    return ShownExhibit(
        passages.passage(row, "name"),
        passages.beside(row, "name"),
        passages.passage(row, "text"),
    )


def _link(url: str) -> Link | None:
    """An address that a browser may open: whatever else was written is not offered."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in SCHEMES or not host:
        return None
    return Link(url, Truncator(host.removeprefix("www.") + parts.path.rstrip("/")).chars(MOST))


def _places(participation: Participation, at: datetime) -> list[Place]:
    """Where the body, or its main, stands; nowhere for a company that is only represented."""
    if participation.role == ParticipationRole.REPRESENTED:
        return []
    holder = participation.main or participation
    standing = Assignment.objects.for_floor_plan().filter(participation=holder)
    troubles = states.troubles(participation.edition, at)
    every_day = _every_day(participation.edition)
    return [_place(assignment, every_day, troubles) for assignment in standing]


def _place(
    assignment: Assignment, every_day: tuple[date, date] | None, troubles: states.Troubles
) -> Place:
    days = (assignment.days.lower, assignment.days.upper - timedelta(days=1))
    is_always = every_day is None or (days[0] <= every_day[0] and days[1] >= every_day[1])
    first, last = (None, None) if is_always else days
    return Place(assignment.space, first, last, troubles.get(assignment.space.code))


def _every_day(edition: Edition) -> tuple[date, date] | None:
    try:
        return show_days.first_and_last(edition)
    except NoShowDays:
        return None


def _neighbours(
    participations: Iterable[Participation], role: ParticipationRole
) -> list[Neighbour]:
    of_role = (each for each in participations if each.role == role)
    return [neighbour for each in of_role if (neighbour := _neighbour(each))]


def _neighbour(participation: Participation | None) -> Neighbour | None:
    if participation is None:
        return None
    exhibitor = participation.exhibitor
    return Neighbour(exhibitor.code, passages.of_row(exhibitor, "name"))
