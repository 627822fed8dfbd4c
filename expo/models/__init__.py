"""The rows of the fair itself."""

from expo.models.account import Account
from expo.models.edition import Edition, Reentry, ShowDay
from expo.models.hall import Hall
from expo.models.role import Role, RoleKind
from expo.models.session import Party, PartyRole, Session, SessionKind

__all__ = [
    "Account",
    "Edition",
    "Hall",
    "Party",
    "PartyRole",
    "Reentry",
    "Role",
    "RoleKind",
    "Session",
    "SessionKind",
    "ShowDay",
]
