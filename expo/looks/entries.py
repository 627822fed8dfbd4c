"""One entry for each look: written before what was seen leaves the house."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from rest_framework.request import Request

from expo import callers
from expo.looks.places import PLACES
from expo.models import Edition, Look, LookAct, SubjectKind


@dataclass(frozen=True, slots=True)
class Caller:
    """Who looks: an account, or at a gate a device, each by its key; and from which address."""

    account: int | None
    address: str | None
    device: int | None = None


def caller(request: HttpRequest | Request) -> Caller:
    plain = request._request if isinstance(request, Request) else request  # DRF's own way back
    return Caller(account=request.user.pk, address=callers.address(plain) or None)


def saw(  # noqa: PLR0913  # who, what, where, whose: an entry has that many words
    asker: HttpRequest | Request | Caller,
    act: LookAct,
    place: str,
    kind: SubjectKind,
    subjects: Iterable[int],
    *,
    edition: Edition | None,
    reason: str = "",
) -> Look:
    """Write down that the asker sees the rows of that kind, given by key; of none, as a search may.

    One statement, in the transaction of the request if there is one. Called once the rows are read
    and before they are shown, so that a page that is refused logs nothing. Raises ValueError for a
    place without words."""
    if place not in PLACES:
        raise ValueError(f"{place} is not among the places of the access log.")
    who = asker if isinstance(asker, Caller) else caller(asker)
    keys = sorted(set(subjects))
    return Look.objects.create(
        edition=edition,
        account_id=who.account,
        device=who.device,
        address=who.address,
        act=act,
        place=place,
        subject_kind=kind,
        subjects=keys,
        size=len(keys),
        reason=reason,
    )
