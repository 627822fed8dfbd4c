"""Where an account's work is done, by the roles it holds: which doors of the house to show it."""

from expo import access
from expo.access import Asker
from expo.models import RoleKind

WORKPLACES = {  # the name of an address, and the roles that have work there; the first is home
    "admin:index": {RoleKind.ORGANISER, RoleKind.DOOR_SUPERVISOR, RoleKind.PRIVACY_OFFICER},
    "dashboard": {RoleKind.PLANNER, RoleKind.ORGANISER},
    "desk": {RoleKind.DOOR_SUPERVISOR, RoleKind.ORGANISER},
    "portal": {RoleKind.EXHIBITOR},
}


def of(asker: Asker) -> list[str]:
    """The names of the addresses at which the asker has work, the most important first."""
    kinds = access.kinds_of(asker)
    places = [name for name, roles in WORKPLACES.items() if roles & kinds]
    return [name for name in places if name != "admin:index" or asker.is_staff]
