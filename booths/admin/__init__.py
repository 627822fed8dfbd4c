"""The organisers' door to the floor: spaces, who stands there, what is shown and suspended."""

from booths.admin import assignments, exhibitors, listings, outages, participations, spaces

__all__ = ["assignments", "exhibitors", "listings", "outages", "participations", "spaces"]
