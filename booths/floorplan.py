"""The floor: every space with its state and who stands on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q, Sum

from booths import outages
from booths.models import Assignment, Participation, Sector, Space
from booths.models.space import SpaceQuerySet
from expo.models import Edition


def spaces(edition: Edition, at: datetime) -> SpaceQuerySet:
    """The spaces in the order of their codes, with all that a plan shows, in three queries.

    Each carries its `state` as of that moment; its `assignments` are those that were not taken
    back, and the guests of their participations those that have not withdrawn."""
    guests = Participation.objects.standing().select_related("exhibitor").by_name()
    standing = (
        Assignment.objects.standing()
        .select_related("participation__exhibitor")
        .prefetch_related(Prefetch("participation__guests", guests))
        .order_by("days")
    )
    return (
        outages.with_state(edition.spaces.all(), at)
        .select_related("hall")
        .prefetch_related(Prefetch("assignments", standing))
        .order_by("code")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HallFigures:
    """A hall's spaces, and of them those given to either sector and to nobody. `net_area`: m²
    of what is given away."""

    hall: str
    spaces: int
    public_spaces: int
    private_spaces: int
    free_spaces: int
    net_area: Decimal


def by_hall(edition: Edition) -> list[HallFigures]:
    """By the halls' codes; from two queries at any size."""
    rows = Space.objects.of(edition).order_by("hall__code").values("hall__code")
    given = rows.filter(pk__in=Space.objects.of(edition).given_away().values("pk"))
    areas = {row["hall__code"]: row for row in given.annotate(area=Sum("area"), number=Count("pk"))}
    counted = rows.annotate(
        spaces=Count("pk", distinct=True),
        public_spaces=Count("pk", distinct=True, filter=_given_to(Sector.PUBLIC)),
        private_spaces=Count("pk", distinct=True, filter=_given_to(Sector.PRIVATE)),
    )
    return [_hall_figures(row, areas.get(row["hall__code"])) for row in counted]


def _hall_figures(row: Mapping[str, Any], given: Mapping[str, Any] | None) -> HallFigures:
    return HallFigures(
        hall=row["hall__code"],
        spaces=row["spaces"],
        public_spaces=row["public_spaces"],
        private_spaces=row["private_spaces"],
        free_spaces=row["spaces"] - (given["number"] if given else 0),
        net_area=given["area"] if given else Decimal(),
    )


def _given_to(sector: Sector) -> Q:
    return Q(assignments__released_at=None, assignments__participation__exhibitor__sector=sector)
