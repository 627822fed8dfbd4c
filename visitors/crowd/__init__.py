"""A believable crowd, planned without a database: who comes, when, and what happens at the doors.

Pure and repeatable: the same fair, size and seed give the same plan, scan by scan. Read in this
order: fair, arrivals, guests, walks, oddities, ceremonies, plan, uploads.
"""

from visitors.crowd.fair import Ceremony, Fair, OpenDay
from visitors.crowd.guests import Guest, Source, Stay
from visitors.crowd.passages import Blackout, Headcount, Passage, Phone, Seat, Spoiled
from visitors.crowd.plan import Plan, plan
from visitors.crowd.uploads import Upload, uploads

__all__ = [
    "Blackout",
    "Ceremony",
    "Fair",
    "Guest",
    "Headcount",
    "OpenDay",
    "Passage",
    "Phone",
    "Plan",
    "Seat",
    "Source",
    "Spoiled",
    "Stay",
    "Upload",
    "plan",
    "uploads",
]
