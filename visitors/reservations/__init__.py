"""Reservations: seats in a session and the line for them (docs/reservations.md)."""

from visitors.reservations.checks import admits_on_the_day, elsewhere
from visitors.reservations.following import follow_changes, holders
from visitors.reservations.giving_up import cancel, cancel_all, carry_over, give_up, take_back
from visitors.reservations.lines import fill
from visitors.reservations.prospects import Known, Outlook, Prospect, known
from visitors.reservations.refusals import (
    Elsewhere,
    GroupTooLarge,
    LineFull,
    NotStanding,
    NotThatDay,
    SessionCancelled,
    SessionFull,
    SessionHasBegun,
    TakesNoReservations,
    TicketNotValid,
)
from visitors.reservations.reserving import give, reserve, swap
from visitors.reservations.seats import Seats, joined, left, of_one, places
from visitors.reservations.seats import of as seats_of
from visitors.reservations.telling import RECIPIENTS, recipient

__all__ = [
    "RECIPIENTS",
    "Elsewhere",
    "GroupTooLarge",
    "Known",
    "LineFull",
    "NotStanding",
    "NotThatDay",
    "Outlook",
    "Prospect",
    "Seats",
    "SessionCancelled",
    "SessionFull",
    "SessionHasBegun",
    "TakesNoReservations",
    "TicketNotValid",
    "admits_on_the_day",
    "cancel",
    "cancel_all",
    "carry_over",
    "elsewhere",
    "fill",
    "follow_changes",
    "give",
    "give_up",
    "holders",
    "joined",
    "known",
    "left",
    "of_one",
    "places",
    "recipient",
    "reserve",
    "seats_of",
    "swap",
    "take_back",
]
