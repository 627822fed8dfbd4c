"""What is ordered for the stand: until the deadline here, later by the organisers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from booths import deadlines, order_forms, service_orders
from booths.models import DeadlineKind, ServiceOrder
from booths.order_forms import FORMS, OrderForm
from booths.portal import dues
from booths.portal.guard import Seat, portal_page, render_portal
from booths.service_orders import Told
from expo import editions, looks
from expo.errors import DomainError
from expo.models import LookAct, SubjectKind


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of order and what was told of it."""

    kind: DeadlineKind
    order: ServiceOrder | None
    told: list[tuple[str, str]]


@require_safe
@portal_page
def orders(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is due, and every order with what was told."""
    lines = _lines(seat)
    _note(request, seat, [line.order for line in lines if line.order])
    context = {"dues": dues.of(seat), "lines": lines}
    return render_portal(request, seat, "portal/orders.html", context, room="orders")


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def order(request: HttpRequest, seat: Seat, kind: str) -> HttpResponse:
    """One kind of order, of whoever is asked for it."""
    wanted = _kind(seat, kind)
    if request.method != "POST":
        standing = service_orders.of(seat.participation).get(wanted)
        form = FORMS[wanted](seat.edition, initial=standing.details if standing else {})
        return _page(request, seat, wanted, form)
    form = FORMS[wanted](seat.edition, request.POST)
    if form.is_valid() and _is_stored(form, seat, wanted, _seen(request)):
        messages.success(request, _("Stored. You can change it here until the deadline."))
        return redirect("portal_orders", exhibitor=seat.exhibitor.uuid)
    return _page(request, seat, wanted, form)


def _kind(seat: Seat, word: str) -> DeadlineKind:
    """Raises Http404 for what is no order, or is not asked of this exhibitor."""
    known = next((kind for kind in FORMS if kind.value == word), None)
    if known is None or not deadlines.is_asked(seat.participation, known):
        raise Http404
    return known


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def _is_stored(form: OrderForm, seat: Seat, kind: DeadlineKind, seen: datetime | None) -> bool:
    """Store it; the form says why it is refused."""
    at = editions.now(seat.edition)
    told = Told(kind=kind, details=form.details(), by=seat.account, at=at)
    try:
        service_orders.tell(seat.participation, told, seen=seen)
    except DomainError as error:
        form.add_error(None, str(error.message))
        return False
    return True


def _page(request: HttpRequest, seat: Seat, kind: DeadlineKind, form: OrderForm) -> HttpResponse:
    at, line = editions.now(seat.edition), _line(seat, kind, _told(seat, kind))
    _note(request, seat, [line.order] if line.order else [])
    due = next(
        (due for due in deadlines.due_list(seat.participation, at) if due.kind == kind), None
    )
    context: dict[str, Any] = {
        "form": form,
        "line": line,
        "due": due,
        "is_closed": due is not None and at > due.due_at,
    }
    return render_portal(request, seat, "portal/order.html", context, room="orders")


def _told(seat: Seat, kind: DeadlineKind) -> ServiceOrder | None:
    return service_orders.of(seat.participation).get(kind)


def _note(request: HttpRequest, seat: Seat, orders: list[ServiceOrder]) -> None:
    """The telephone of who unloads stands in one, for instance."""
    keys = [order.pk for order in orders]
    if keys:
        looks.saw(
            request,
            LookAct.VIEW,
            "portal.orders",
            SubjectKind.ORDER,
            keys,
            edition=seat.edition,
        )


def _lines(seat: Seat) -> list[Line]:
    told = service_orders.of(seat.participation)
    return [
        _line(seat, kind, told.get(kind))
        for kind in FORMS
        if deadlines.is_asked(seat.participation, kind)
    ]


def _line(seat: Seat, kind: DeadlineKind, order: ServiceOrder | None) -> Line:
    told = order_forms.told(seat.edition, kind, order.details) if order else []
    return Line(kind, order, told)
