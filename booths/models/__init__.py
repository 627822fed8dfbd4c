"""The rows of the floor: spaces, exhibitors, who stands where, what is shown, what is suspended."""

from booths.models.assignment import Assignment
from booths.models.exhibitor import Exhibitor, ExhibitorKind, Sector
from booths.models.listing import ChangeState, Exhibit, Listing, ListingChange
from booths.models.outage import Cause, Operation, Outage, ServiceStatus
from booths.models.participation import Member, MemberRole, Participation, ParticipationRole
from booths.models.space import Space, SpaceKind

__all__ = [
    "Assignment",
    "Cause",
    "ChangeState",
    "Exhibit",
    "Exhibitor",
    "ExhibitorKind",
    "Listing",
    "ListingChange",
    "Member",
    "MemberRole",
    "Operation",
    "Outage",
    "Participation",
    "ParticipationRole",
    "Sector",
    "ServiceStatus",
    "Space",
    "SpaceKind",
]
