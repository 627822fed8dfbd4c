"""Who sits in which session, who waits, and what organisers may do about it."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expo import editions, looks, tasks
from expo.admin.pages import address, framed, organisers_page
from expo.errors import DomainError
from expo.models import Edition, LookAct, Session, SubjectKind
from expo.pages import downloads
from expo.pages.reasons import ReasonForm
from expo.spreadsheets import Table
from visitors import reservations
from visitors.admin.seat_forms import GiveForm
from visitors.models import Person, Reservation, Ticket

PLACE = "admin.session_reservations"
HEADER = ("place", "name", "organisation", "class", "heads", "ticket", "asked_at")
PRINT = "print"


@require_safe
@organisers_page
def overview(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Every session that takes reservations, or has some; no names."""
    rows = reservations.joined(Session.objects.of(edition).order_by("starts_at", "code"))
    shown = [row for row in rows if row[0].takes_reservations or row[1].taken or row[1].waiting]
    context = {"edition": edition, "rows": shown}
    return framed(request, "seats/overview.html", _("Seats"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def page(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Seats and line of one session. Posted to, a seat is taken back, once it is sure, or given."""
    session = _session(edition, code)
    if request.method != "POST":
        return _page(request, edition, session, GiveForm(edition))
    if "take" in request.POST:
        return _take_back(request, edition, session)
    form = GiveForm(edition, request.POST)
    if not form.is_valid():
        return _page(request, edition, session, form, status=422)
    return _give(request, edition, session, form)


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def table(request: HttpRequest, edition: Edition, code: str, format_: str) -> HttpResponseBase:
    """The list for the session's door, to download or to print, once a reason is given."""
    if format_ not in (*downloads.FORMATS, PRINT):
        raise Http404
    session = _session(edition, code)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        title = _("List for the door: %(session)s") % {"session": session.title}
        return framed(request, "seats/reason.html", title, _told(edition, session, form=form))
    rows = _places(session)
    act = LookAct.PRINT if format_ == PRINT else LookAct.EXPORT
    _note(request, edition, act, rows, form.cleaned_data["reason"])
    if format_ == PRINT:
        title = _("List for the door: %(session)s") % {"session": session.title}
        return framed(request, "seats/print.html", title, _told(edition, session, rows=rows))
    name = f"{edition.slug}-{session.code}-reservations"
    return downloads.answer(Table(HEADER, _lines(rows)), name, format_)


def _page(
    request: HttpRequest, edition: Edition, session: Session, form: GiveForm, status: int = 200
) -> HttpResponse:
    rows = _places(session)
    _note(request, edition, LookAct.VIEW, rows)
    more = {
        "rows": rows,
        "form": form,
        "seats": reservations.of_one(session),
        "has_begun": editions.now(edition) >= session.starts_at,
    }
    title = _("Seats: %(session)s") % {"session": session.title}
    return framed(request, "seats/session.html", title, _told(edition, session, **more), status)


def _take_back(request: HttpRequest, edition: Edition, session: Session) -> HttpResponse:
    """A mail cannot be called back: the first press only asks."""
    rows = [row for row in _places(session) if str(row.uuid) == request.POST["take"]]
    if not rows:
        messages.info(request, _("This place has been given up meanwhile."))
        return redirect(address("session_reservations", edition, session.code))
    _note(request, edition, LookAct.CHANGE, rows)
    if "sure" not in request.POST:
        title = _("Take a seat back?")
        return framed(request, "seats/question.html", title, _told(edition, session, row=rows[0]))
    _do(request, lambda at: reservations.take_back(rows[0], at=at), edition, _("Taken back."))
    return redirect(address("session_reservations", edition, session.code))


def _give(request: HttpRequest, edition: Edition, session: Session, form: GiveForm) -> HttpResponse:
    ticket = form.ticket
    _do(request, lambda at: reservations.give(ticket, session, at=at), edition, _("Seat given."))
    return redirect(address("session_reservations", edition, session.code))


def _do(request: HttpRequest, act: Any, edition: Edition, done: str) -> None:
    try:
        act(editions.now(edition))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return
    tasks.hurry_mails()
    messages.success(request, done)


def _session(edition: Edition, code: str) -> Session:
    return get_object_or_404(Session.objects.of(edition).select_related("hall"), code=code)


def _told(edition: Edition, session: Session, **more: Any) -> dict[str, Any]:
    return {"edition": edition, "session": session, **more}


def _places(session: Session) -> list[Reservation]:
    """Seats by name, then the line in its order, numbered."""
    rows = Reservation.objects.standing().filter(session=session)
    found = list(rows.select_related(*reservations.RECIPIENTS).order_by("asked_at", "pk"))
    seats = sorted((row for row in found if row.seated_at or row.state == "seat"), key=_sorted_by)
    line = [row for row in found if row.state == "waiting"]
    for number, row in enumerate(line, start=1):
        row.number = number  # type: ignore[attr-defined]  # shown, not stored
    for row in found:
        row.holder = _holder(row.ticket)  # type: ignore[attr-defined]
    return [*seats, *line]


def _sorted_by(row: Reservation) -> tuple[str, int]:
    holder = _holder(row.ticket)
    return (holder.name if holder else "", row.pk)


def _holder(ticket: Ticket) -> Person | None:
    return ticket.person or (ticket.registration.person if ticket.registration else None)


def _lines(rows: Sequence[Any]) -> Iterator[list[Any]]:
    for row in rows:
        yield [
            getattr(row, "number", None) or row.get_state_display(),
            row.holder.name if row.holder else "",
            row.holder.organisation if row.holder else "",
            row.ticket.ticket_class,
            row.heads,
            str(row.ticket)[-4:],
            row.asked_at,
        ]


def _note(
    request: HttpRequest, edition: Edition, act: LookAct, rows: Sequence[Any], reason: str = ""
) -> None:
    people = [row.holder.pk for row in rows if row.holder]
    looks.saw(request, act, PLACE, SubjectKind.PERSON, people, edition=edition, reason=reason)
