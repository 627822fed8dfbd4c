"""For which exhibitor a member speaks to the API."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from booths import members, seats
from booths.seats import Seat
from expo.errors import Refused


class ExhibitorMissing(Refused):
    code = "exhibitor_missing"
    message = _("You work for several exhibitors: name one of them, as in ?exhibitor=code.")


def seat_for(request: Request) -> Seat:
    """The seat at the exhibitor whose code the address names, in its latest edition; without one
    the only seat. Raises Http404 for strangers, ExhibitorMissing where there are several."""
    mine = members.memberships(request.user)
    if code := request.query_params.get("exhibitor"):
        mine = mine.filter(exhibitor__code=code)
    elif mine.count() > 1:
        raise ExhibitorMissing(
            exhibitors=sorted(set(mine.values_list("exhibitor__code", flat=True)))
        )
    seat = seats.of(mine)
    if seat is None:
        raise Http404
    return seat
