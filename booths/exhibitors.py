"""How many take part, on how much of the floor: public and private, bodies and spaces apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, Sum

from booths import outages
from booths.models import (
    Assignment,
    Operation,
    Participation,
    ParticipationRole,
    Sector,
    Space,
)
from booths.models.participation import ParticipationQuerySet
from expo.models import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """Bodies are mains and co-exhibitors; a represented company is listed, never counted.

    A space is public or private as its exhibitor is; one that changes hands between the sectors
    from day to day is both. `net_area` is the area of the spaces given away, in m²."""

    spaces: int
    free_spaces: int
    public_spaces: int
    private_spaces: int
    net_area: Decimal
    bodies: int
    public_bodies: int
    private_bodies: int

    @property
    def private_share_of_spaces(self) -> float | None:
        """Private spaces ÷ spaces, 0 to 1; None without a space."""
        return self.private_spaces / self.spaces if self.spaces else None

    @property
    def private_share_of_bodies(self) -> float | None:
        """Private exhibitors ÷ exhibitors, 0 to 1; None without an exhibitor."""
        return self.private_bodies / self.bodies if self.bodies else None


def floor(edition: Edition) -> Floor:
    """The edition's figures as they stand, from three queries at any size."""
    spaces = Space.objects.of(edition)
    by_sector = spaces.aggregate(
        spaces=Count("pk", distinct=True),
        public_spaces=Count("pk", distinct=True, filter=_standing_for(Sector.PUBLIC)),
        private_spaces=Count("pk", distinct=True, filter=_standing_for(Sector.PRIVATE)),
    )
    given = spaces.given_away().aggregate(number=Count("pk"), area=Sum("area", default=Decimal()))
    bodies = (
        Participation.objects.of(edition)
        .standing()
        .counted()
        .aggregate(
            bodies=Count("pk"),
            public_bodies=Count("pk", filter=Q(exhibitor__sector=Sector.PUBLIC)),
            private_bodies=Count("pk", filter=Q(exhibitor__sector=Sector.PRIVATE)),
        )
    )
    free = by_sector["spaces"] - given["number"]
    return Floor(**by_sector, **bodies, free_spaces=free, net_area=given["area"])


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """Those of a sector who take part in one role, the spaces given to them, and their area, m²."""

    sector: str
    role: str
    listed: int = 0
    spaces: int = 0
    net_area: Decimal = Decimal()

    @property
    def bodies(self) -> int:
        """Those that count as exhibitors."""
        return 0 if self.role == ParticipationRole.REPRESENTED else self.listed


def by_role(edition: Edition) -> list[RoleFigures]:
    """Every sector and role, from two queries at any size; only mains are given spaces.

    A space that changes hands between the sectors from day to day counts with both."""
    listed = dict[tuple[str, str], int]()
    standing = Participation.objects.of(edition).standing().order_by()
    for sector, role, number in standing.values_list("exhibitor__sector", "role").annotate(
        Count("pk")
    ):
        listed[sector, role] = number
    floor = {sector: (number, area) for sector, number, area in _areas(edition)}
    nothing = (0, Decimal())
    return [
        RoleFigures(
            sector,
            role,
            listed.get((sector, role), 0),
            *(floor.get(sector, nothing) if role == ParticipationRole.MAIN else nothing),
        )
        for sector in Sector.values
        for role in ParticipationRole.values
    ]


def _areas(edition: Edition) -> Iterator[tuple[str, int, Decimal]]:
    """By sector, each space once."""
    given = Assignment.objects.standing().filter(space__edition=edition)
    spaces = given.values_list("participation__exhibitor__sector", "space", "space__area")
    areas: dict[str, list[Decimal]] = {}
    for sector, _space, area in spaces.order_by("space").distinct():
        areas.setdefault(sector, []).append(area)
    return ((sector, len(found), sum(found, Decimal())) for sector, found in areas.items())


def catalogue(edition: Edition, at: datetime) -> ParticipationQuerySet:
    """Everybody who takes part, by name, with all that a catalogue shows, at any size.

    `assignments` of each and of its main are those that were not taken back; their spaces carry
    their `state` as of that moment."""
    spaces = outages.with_state(Space.objects.select_related("hall"), at)
    standing = (
        Assignment.objects.standing()
        .prefetch_related(Prefetch("space", spaces))
        .order_by("space__code", "days")
    )
    return (
        Participation.objects.of(edition)
        .standing()
        .select_related("exhibitor", "main__exhibitor", "listing")
        .prefetch_related(
            "listing__exhibits",
            Prefetch("assignments", standing),
            Prefetch("main__assignments", standing),
        )
        .by_name()
    )


def in_state(
    participations: ParticipationQuerySet, state: str, at: datetime
) -> ParticipationQuerySet:
    """Those with a booth in that state; operating are those of whose booths none is in another."""
    spaces = outages.with_state(Space.objects.all(), at)
    if state == Operation.OPERATING:
        stopped = participations.on_spaces(spaces.out_of_order())
        return participations.exclude(pk__in=stopped.values("pk"))
    return participations.on_spaces(spaces.in_state(state))


def _standing_for(sector: Sector) -> Q:
    return Q(assignments__released_at=None, assignments__participation__exhibitor__sector=sector)
