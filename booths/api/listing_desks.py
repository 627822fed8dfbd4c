"""Whose listing a request to the API is about: a member's own, or that which an organiser names."""

from dataclasses import dataclass

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from booths.api.seats import seat_for
from booths.models import Participation
from expo import access
from expo.models import Account, Edition, RoleKind

EXHIBITOR = OpenApiParameter(
    "exhibitor",
    str,
    description="Its code; needed by who works for several, and by organisers.",
)


@dataclass(frozen=True, slots=True)
class ListingDesk:
    """What an organiser writes takes effect; what a member writes is proposed."""

    account: Account
    participation: Participation
    is_organiser: bool

    @property
    def edition(self) -> Edition:
        return self.participation.edition


def desk_for(request: Request) -> ListingDesk:
    """Raises Http404 for strangers, ExhibitorMissing where it is not clear for whom."""
    code = request.query_params.get("exhibitor")
    if code and (named := _organised(request, code)):
        return ListingDesk(worker(request), named, is_organiser=True)
    seat = seat_for(request)
    return ListingDesk(seat.account, seat.participation, is_organiser=False)


def worker(request: Request) -> Account:
    """Raises Http404."""
    if not isinstance(request.user, Account):
        raise Http404
    return request.user


def _organised(request: Request, code: str) -> Participation | None:
    """In the latest edition that the asker organises and in which that exhibitor takes part."""
    mine = access.editions_of(request.user, RoleKind.ORGANISER)
    rows = Participation.objects.standing().filter(edition__in=mine, exhibitor__code=code)
    return rows.select_related("edition", "exhibitor").order_by("-edition__number").first()
