"""Who holds a ticket's link: every page below it starts here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from expo import editions
from expo.models import Edition
from visitors import limits, links
from visitors.models import Approval, Person, Registration, Ticket

HEADERS = {
    "Referrer-Policy": "strict-origin",  # "no-referrer" would make forms say Origin: null
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
NO_ROWS: dict[str, Any] = {"edition": None, "workplaces": ()}
"""What the frame shows to whoever guesses: nothing that the database would be asked for."""


@dataclass(frozen=True)
class Holder:
    """Whoever opened the link of a registration, and when by the fair's clock."""

    registration: Registration
    person: Person
    edition: Edition
    token: str
    at: datetime

    @cached_property
    def every_ticket(self) -> list[Ticket]:
        """Own and companions', own first, each one's newest first, revoked ones among them."""
        mine = self.registration
        rows = Ticket.objects.filter(Q(registration=mine) | Q(registration__led_by=mine))
        joined = rows.select_related("edition", "key", "person", "registration__person")
        newest = joined.order_by("registration__registered_at", "registration", "-issued_at", "-pk")
        return sorted(newest, key=lambda ticket: ticket.registration_id != mine.pk)

    @property
    def tickets(self) -> list[Ticket]:
        """Those that a door admits."""
        return [ticket for ticket in self.every_ticket if ticket.revoked_at is None]

    @property
    def is_waiting(self) -> bool:
        registration = self.registration
        return registration.approval == Approval.WAITING and not registration.cancelled_at


Page = Callable[..., HttpResponseBase]


def ticket_page(view: Page) -> Page:
    """`view(request, holder, …)` in the zone of the ticket's edition; nobody keeps the answer but
    the browser, and no search engine or other site learns the address.

    404 for whoever guesses, without a query; 410 where the link was closed or the data erased."""

    @wraps(view)
    def page(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        claim = links.read(token)
        registration = _registration(claim) if claim else None
        if claim is None or registration is None:
            return _private(_unknown(request))
        if template := _gone(claim, registration):
            told = {"edition": registration.edition}
            return _private(render(request, template, told, status=410))
        holder = _holder(registration, token)
        with timezone.override(holder.edition.tz):
            return _private(view(request, holder, **kwargs))

    return page


def render_ticket(
    request: HttpRequest,
    holder: Holder,
    template: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page below the link: `ticket/frame.html` knows `holder`, and the frame its edition."""
    told = {"holder": holder, "edition": holder.edition, **(context or {})}
    return render(request, template, told, status=status)


def _registration(claim: links.Claim) -> Registration | None:
    joined = Registration.objects.select_related("person", "edition")
    return joined.filter(uuid=claim.registration).first()


def _gone(claim: links.Claim, registration: Registration) -> str:
    """The page that says why the link leads nowhere any more; "" while it does."""
    if registration.person.erased_at:
        return "ticket/erased.html"
    return "" if claim.opens(registration) else "ticket/closed.html"


def _holder(registration: Registration, token: str) -> Holder:
    edition = registration.edition
    return Holder(registration, registration.person, edition, token, editions.now(edition))


def _unknown(request: HttpRequest) -> HttpResponse:
    """With words for whoever lost half of his link; whoever guesses on and on gets none."""
    if seconds := limits.seconds_to_wait(request, limits.GUESSES):
        return HttpResponse(status=404, headers={"Retry-After": str(seconds)})
    return render(request, "ticket/unknown.html", NO_ROWS, status=404)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """A browser may keep it, for going back and for a day without a network; nobody between, and
    nobody compresses it: a secret beside chosen words could be guessed from the length (BREACH)."""
    patch_cache_control(response, private=True, no_cache=True, no_transform=True)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
