"""The rows of people, tickets, gates and what happened at them."""

from visitors.models.adjustment import Adjustment
from visitors.models.checkin import CheckIn, Direction, Outcome, Presence
from visitors.models.consent import Consent, ConsentKind, ConsentText
from visitors.models.gate import (
    Area,
    AreaKind,
    Device,
    DeviceContact,
    Gate,
    GatePurpose,
)
from visitors.models.observation import Observation, ObservationKind
from visitors.models.person import Merge, Person, Registration, RegistrationSource
from visitors.models.publication import FigureName, PublishedFigure
from visitors.models.reservation import Reservation, ReservationState
from visitors.models.rollup import (
    NO_DAY,
    AreaClassDay,
    AreaDay,
    AreaFrequency,
    AreaMinute,
    BadgeDay,
    GateQuarter,
    Recount,
    Rollup,
)
from visitors.models.seal import Seal
from visitors.models.simulation import SimulatedCrowd
from visitors.models.ticket import SigningKey, Ticket

__all__ = [
    "NO_DAY",
    "Adjustment",
    "Area",
    "AreaClassDay",
    "AreaDay",
    "AreaFrequency",
    "AreaKind",
    "AreaMinute",
    "BadgeDay",
    "CheckIn",
    "Consent",
    "ConsentKind",
    "ConsentText",
    "Device",
    "DeviceContact",
    "Direction",
    "FigureName",
    "Gate",
    "GatePurpose",
    "GateQuarter",
    "Merge",
    "Observation",
    "ObservationKind",
    "Outcome",
    "Person",
    "Presence",
    "PublishedFigure",
    "Recount",
    "Registration",
    "RegistrationSource",
    "Reservation",
    "ReservationState",
    "Rollup",
    "Seal",
    "SigningKey",
    "SimulatedCrowd",
    "Ticket",
]
