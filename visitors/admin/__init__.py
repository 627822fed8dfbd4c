"""The organisers' door to the door: people, tickets, gates, devices, and what happened at them."""

from visitors.admin import (
    adjustments,
    areas,
    checkins,
    consents,
    devices,
    gates,
    keys,
    merges,
    observations,
    offers,
    people,
    publications,
    registrations,
    reservations,
    sessions,
    tickets,
)

__all__ = [
    "adjustments",
    "areas",
    "checkins",
    "consents",
    "devices",
    "gates",
    "keys",
    "merges",
    "observations",
    "offers",
    "people",
    "publications",
    "registrations",
    "reservations",
    "sessions",
    "tickets",
]
