"""The organisers' door to the floor: spaces, who stands on them, what is shown, what is suspended."""

from booths.admin import assignments, exhibitors, listings, outages, participations, spaces

__all__ = ["assignments", "exhibitors", "listings", "outages", "participations", "spaces"]
