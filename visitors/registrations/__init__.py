"""Registrations: made in advance or on the spot, for one or for a group, found, corrected,
cancelled."""

from visitors.registrations.advance import (
    MOST_COMPANIONS,
    MOST_HEADS,
    Application,
    Incomplete,
    NoCompanions,
    OptionalNotAgreed,
    TooManyCompanions,
    WrongHeads,
    register,
)
from visitors.registrations.cards import (
    CardState,
    Found,
    of_registration,
    of_registrations,
    of_ticket,
)
from visitors.registrations.changes import (
    AlreadyReplaced,
    DataDestroyed,
    NameIsNoWriting,
    cancel,
    close_links,
    correct_name,
    replace_ticket,
    restore,
)
from visitors.registrations.details import (
    Details,
    NoMailAddress,
    ResidentNumber,
    TooLong,
    Unwritable,
)
from visitors.registrations.finding import SHOWN, by_number, find
from visitors.registrations.refusals import ConsentMissing, RegisteredDifferently
from visitors.registrations.walk_ins import WalkIn, register_on_site, register_together

__all__ = [
    "MOST_COMPANIONS",
    "MOST_HEADS",
    "SHOWN",
    "AlreadyReplaced",
    "Application",
    "CardState",
    "ConsentMissing",
    "DataDestroyed",
    "Details",
    "Found",
    "Incomplete",
    "NameIsNoWriting",
    "NoCompanions",
    "NoMailAddress",
    "OptionalNotAgreed",
    "RegisteredDifferently",
    "ResidentNumber",
    "TooLong",
    "TooManyCompanions",
    "Unwritable",
    "WalkIn",
    "WrongHeads",
    "by_number",
    "cancel",
    "close_links",
    "correct_name",
    "find",
    "of_registration",
    "of_registrations",
    "of_ticket",
    "register",
    "register_on_site",
    "register_together",
    "replace_ticket",
    "restore",
]
