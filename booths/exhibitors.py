"""How many take part, on how much of the floor: public and private, bodies and spaces apart."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Prefetch, Q, Sum

from booths import outages
from booths.models import Assignment, Operation, Participation, Sector, Space
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
