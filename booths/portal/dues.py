"""What is due, with the address where it is done."""

from dataclasses import dataclass

from django.urls import reverse

from booths import deadlines
from booths.deadlines import Due
from booths.models import DeadlineKind
from booths.portal.guard import Seat
from expo import editions

PLACES = {
    DeadlineKind.TEXTS: "portal_listing",
    DeadlineKind.LOGO: "portal_listing",
    DeadlineKind.PASSES: "portal_passes",
}
"""Where what is no order is done."""


@dataclass(frozen=True, slots=True)
class Task:
    due: Due
    address: str


def of(seat: Seat) -> list[Task]:
    """The soonest first."""
    at = editions.now(seat.edition)
    return [
        Task(due, address(seat, due.kind)) for due in deadlines.due_list(seat.participation, at)
    ]


def address(seat: Seat, kind: DeadlineKind) -> str:
    if place := PLACES.get(kind):
        return reverse(place, args=[seat.exhibitor.uuid])
    return reverse("portal_order", args=[seat.exhibitor.uuid, kind.value])
