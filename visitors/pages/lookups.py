"""Through here every look goes that somebody at the desk takes at a visitor's personal data.

Each is an entry of the access log: of what was found, never of what was looked for."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from expo import looks
from expo.models import Edition, LookAct, SubjectKind
from visitors import registrations, signing
from visitors.models import BadgeRun, Registration, Ticket
from visitors.registrations import SHOWN, Details, Found, duplicates


def search(
    request: HttpRequest, edition: Edition, text: str, place: str = "desk.search"
) -> list[Found]:
    found = registrations.find(edition, text)
    _saw(request, LookAct.SEARCH, place, edition, _people(found[:SHOWN]))
    return found


def similar(request: HttpRequest, edition: Edition, details: Details) -> list[Found]:
    """Those who may be the one who is being registered: nobody looked, unless somebody is shown."""
    found = duplicates.of(edition, details)
    if found:
        _saw(request, LookAct.SEARCH, "desk.walk_in", edition, _people(found))
    return found


def registration(request: HttpRequest, edition: Edition, uuid: UUID) -> Registration:
    """Raises Http404, for another edition's too."""
    row = get_object_or_404(_registrations(edition), uuid=uuid)
    _saw(request, _act(request), "desk.card", edition, [row.person_id])
    return row


def several(request: HttpRequest, edition: Edition, uuids: Iterable[UUID]) -> list[Registration]:
    """All of them, in the order of the ids; raises Http404 where one is missing."""
    wanted = list(uuids)
    rows = {row.uuid: row for row in _registrations(edition).filter(uuid__in=wanted)}
    if len(rows) < len(wanted):
        raise Http404
    _saw(request, _act(request), "desk.merge", edition, [row.person_id for row in rows.values()])
    return [rows[uuid] for uuid in wanted]


def ticket(request: HttpRequest, edition: Edition, digits: str) -> Ticket:
    """Raises Http404, for another edition's too."""
    row = ticket_to_print(edition, digits)
    _saw(request, _act(request), "desk.card", edition, people_of([row]))
    return row


def ticket_to_print(edition: Edition, digits: str) -> Ticket:
    """The ticket, which nobody has seen yet: `printed` says when. Raises Http404."""
    try:
        number = signing.ticket_number(digits)
    except ValueError as error:
        raise Http404 from error
    related = ("person", "registration__person", "registration__edition", "edition", "key")
    return get_object_or_404(Ticket.objects.of(edition).select_related(*related), pk=number)


def printed(request: HttpRequest, ticket: Ticket) -> None:
    """A badge leaves the house on paper."""
    _saw(request, LookAct.PRINT, "desk.badge", ticket.edition, people_of([ticket]))


def run_printed(request: HttpRequest, run: BadgeRun) -> None:
    """The names of a whole run leave the house, for the reason for which it was ordered."""
    tickets = Ticket.objects.filter(pk__in=run.tickets).select_related("registration")
    people = people_of(tickets)
    looks.saw(
        request,
        LookAct.PRINT,
        "desk.badge_run",
        SubjectKind.PERSON,
        people,
        edition=run.edition,
        reason=run.reason,
    )


def people_of(tickets: Iterable[Ticket]) -> set[int]:
    """The keys of those whose names the tickets bear: a group's bears who leads it."""
    leaders = (one.registration.person_id for one in tickets if one.registration)
    return {one.person_id for one in tickets if one.person_id} | set(leaders)


def _people(found: Iterable[Found]) -> set[int]:
    return {one.person.pk for one in found if one.person}


def _registrations(edition: Edition) -> QuerySet[Registration]:
    return Registration.objects.of(edition).select_related("person", "edition")


def _act(request: HttpRequest) -> LookAct:
    """What is asked for by a button changes something."""
    return LookAct.CHANGE if request.method == "POST" else LookAct.VIEW


def _saw(
    request: HttpRequest, act: LookAct, place: str, edition: Edition, people: Iterable[int]
) -> None:
    looks.saw(request, act, place, SubjectKind.PERSON, people, edition=edition)
