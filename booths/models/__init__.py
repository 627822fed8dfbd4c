"""The rows of the floor: spaces, exhibitors, who stands where, what is shown, what is suspended."""

from booths.models.assignment import Assignment
from booths.models.deadline import Deadline, DeadlineKind
from booths.models.exhibitor import Exhibitor, ExhibitorKind, Sector
from booths.models.listing import ChangeState, Exhibit, Listing, ListingChange
from booths.models.logo import Logo
from booths.models.outage import Cause, Operation, Outage, ServiceStatus
from booths.models.participation import Member, MemberRole, Participation, ParticipationRole
from booths.models.service_order import ServiceOrder
from booths.models.space import Space, SpaceKind
from booths.models.staff_pass import StaffPass

__all__ = [
    "Assignment",
    "Cause",
    "ChangeState",
    "Deadline",
    "DeadlineKind",
    "Exhibit",
    "Exhibitor",
    "ExhibitorKind",
    "Listing",
    "ListingChange",
    "Logo",
    "Member",
    "MemberRole",
    "Operation",
    "Outage",
    "Participation",
    "ParticipationRole",
    "Sector",
    "ServiceOrder",
    "ServiceStatus",
    "Space",
    "SpaceKind",
    "StaffPass",
]
