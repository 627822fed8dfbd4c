"""The rows of people, tickets, gates and what happened at them."""

from visitors.models.adjustment import Adjustment
from visitors.models.badge_run import BadgePaper, BadgeRun
from visitors.models.capacity_warning import (
    Acknowledgement,
    CapacityWarning,
    CapacityWatch,
    Level,
)
from visitors.models.checkin import CheckIn, Direction, Outcome, Presence
from visitors.models.consent import Consent, ConsentKind, ConsentText
from visitors.models.gate import (
    Area,
    AreaKind,
    Device,
    DeviceContact,
    DeviceKind,
    Gate,
    GatePurpose,
)
from visitors.models.lead import Lead
from visitors.models.observation import Observation, ObservationKind
from visitors.models.person import Merge, Person
from visitors.models.publication import FigureName, PublishedFigure
from visitors.models.registration import Approval, Registration, RegistrationSource
from visitors.models.registration_draft import RegistrationDraft
from visitors.models.registration_offer import RegistrationOffer
from visitors.models.reservation import Reservation, ReservationState, ToldSession
from visitors.models.rollup import (
    NO_DAY,
    AreaClassDay,
    AreaDay,
    AreaFrequency,
    AreaMinute,
    BadgeDay,
    GateQuarter,
    Recount,
    Registrant,
    Rollup,
    SourceDay,
)
from visitors.models.seal import Seal
from visitors.models.simulation import SimulatedCrowd
from visitors.models.ticket import SigningKey, Ticket

__all__ = [
    "NO_DAY",
    "Acknowledgement",
    "Adjustment",
    "Approval",
    "Area",
    "AreaClassDay",
    "AreaDay",
    "AreaFrequency",
    "AreaKind",
    "AreaMinute",
    "BadgeDay",
    "BadgePaper",
    "BadgeRun",
    "CapacityWarning",
    "CapacityWatch",
    "CheckIn",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "Device",
    "DeviceContact",
    "DeviceKind",
    "Direction",
    "FigureName",
    "Gate",
    "GatePurpose",
    "GateQuarter",
    "Lead",
    "Level",
    "Merge",
    "Observation",
    "ObservationKind",
    "Outcome",
    "Person",
    "Presence",
    "PublishedFigure",
    "Recount",
    "Registrant",
    "Registration",
    "RegistrationDraft",
    "RegistrationOffer",
    "RegistrationSource",
    "Reservation",
    "ReservationState",
    "Rollup",
    "Seal",
    "SigningKey",
    "SimulatedCrowd",
    "SourceDay",
    "Ticket",
    "ToldSession",
]
