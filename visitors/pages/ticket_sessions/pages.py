"""What is on, and how each ticket stands to it: one's own first, then by day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from expo import editions, parties, timetables
from expo.models import Session
from visitors import reservations
from visitors.models import Ticket
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_sessions import wording
from visitors.reservations import Outlook, Prospect


@dataclass(frozen=True, slots=True)
class Shown:
    """An outlook in words. `name` is whose ticket it is, where a link opens several."""

    outlook: Outlook
    name: str = ""

    @property
    def state(self) -> str:
        return wording.state(self.outlook)

    @property
    def explained(self) -> str:
        return wording.explained(self.outlook)

    @property
    def tone(self) -> str:
        return wording.TONES.get(self.outlook.prospect, "")

    @property
    def is_own(self) -> bool:
        return self.outlook.reservation is not None

    @property
    def is_live(self) -> bool:
        """Whether the number of seats left is what there is to say."""
        return self.outlook.prospect in {Prospect.FREE, Prospect.LINE, Prospect.LINE_FULL}

    @property
    def may_give_back(self) -> bool:
        return self.outlook.prospect in {Prospect.SEAT, Prospect.WAITING}


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    sessions: list[tuple[Session, list[Shown]]]


@require_safe
@ticket_page
def sessions(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Those that are not over: reserved ones, and by day all that may be reserved."""
    ahead = list(_ahead(holder))
    every = _shown(holder, ahead)
    told = {
        "mine": [one for shown in every.values() for one in shown if one.is_own],
        "days": _days(ahead, every),
        "is_several": len(holder.tickets) > 1,
        "feed": request.build_absolute_uri(reverse("ticket_sessions_feed", args=[holder.token])),
        **live(holder),
    }
    return render_ticket(request, holder, "ticket_sessions/sessions.html", told)


@require_safe
@ticket_page
def session(request: HttpRequest, holder: Holder, code: str) -> HttpResponse:
    return page(request, holder, named(holder, code))


def page(
    request: HttpRequest, holder: Holder, found: Session, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """One session, and what each ticket may do about it; with why something was refused."""
    told = {
        "session": found,
        "entry": timetables.entry(found, holder.at),
        "parts": parties.parts(found.parties.all()),
        "shown": _shown(holder, [found])[found.pk],
        "seats_left": reservations.left(reservations.of_one(found)),
        "refusal": refusal,
        **live(holder),
    }
    return render_ticket(request, holder, "ticket_sessions/session.html", told, status=status)


def named(holder: Holder, code: str) -> Session:
    """The session of the ticket's edition, whatever has become of it."""
    found = Session.objects.of(holder.edition).for_programme().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def outlook(holder: Holder, ticket: Ticket, found: Session) -> Outlook:
    return reservations.known(holder.edition, [ticket], [found], at=holder.at).outlook(
        ticket, found
    )


def live(holder: Holder) -> dict[str, Any]:
    """Full and cancelled are told live of the edition that everybody sees."""
    return {"is_live": editions.public_now() == holder.edition}


def _ahead(holder: Holder) -> Iterable[Session]:
    every = Session.objects.of(holder.edition).for_programme()
    return every.filter(ends_at__gt=holder.at)


def _shown(holder: Holder, found: Sequence[Session]) -> dict[int, list[Shown]]:
    """By session, one for each ticket."""
    tickets = holder.tickets
    known = reservations.known(holder.edition, tickets, found, at=holder.at)
    names = {ticket.pk: _name(ticket) if len(tickets) > 1 else "" for ticket in tickets}
    return {
        one.pk: [Shown(known.outlook(ticket, one), names[ticket.pk]) for ticket in tickets]
        for one in found
    }


def _name(ticket: Ticket) -> str:
    registration = ticket.registration
    person = ticket.person or (registration.person if registration else None)
    return (person and person.called) or str(ticket)


def _days(ahead: Iterable[Session], every: dict[int, list[Shown]]) -> list[Day]:
    """Those that take reservations, or are cancelled and would have."""
    reservable = [one for one in ahead if one.takes_reservations]
    return [
        Day(day, [(one, every[one.pk]) for one in those])
        for day, those in groupby(reservable, key=timetables.date_of)
    ]
