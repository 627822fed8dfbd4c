"""The floor: every space with its state and who stands on it."""

from datetime import datetime

from django.db.models import Prefetch

from booths import outages
from booths.models import Assignment, Participation, Space
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
        outages.with_state(Space.objects.of(edition), at)
        .select_related("hall")
        .prefetch_related(Prefetch("assignments", standing))
        .order_by("code")
    )
