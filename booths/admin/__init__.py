"""The organisers' door to the floor: spaces, who stands there, what is shown and suspended."""

from booths.admin import (
    assignments,
    deadlines,
    exhibitors,
    listings,
    members,
    outages,
    participations,
    service_orders,
    spaces,
)

__all__ = [
    "assignments",
    "deadlines",
    "exhibitors",
    "listings",
    "members",
    "outages",
    "participations",
    "service_orders",
    "spaces",
]
