"""The rows of people, tickets, gates and what happened at them."""

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
from visitors.models.simulation import SimulatedCrowd
from visitors.models.ticket import SigningKey, Ticket

__all__ = [
    "NO_DAY",
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
    "Gate",
    "GatePurpose",
    "GateQuarter",
    "Merge",
    "Observation",
    "ObservationKind",
    "Outcome",
    "Person",
    "Presence",
    "Recount",
    "Registration",
    "RegistrationSource",
    "Reservation",
    "ReservationState",
    "Rollup",
    "SigningKey",
    "SimulatedCrowd",
    "Ticket",
]
