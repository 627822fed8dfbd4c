"""What the buttons of a card do."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expo import editions
from expo.errors import DomainError
from visitors import arrivals, merges, registrations
from visitors.models import Merge
from visitors.pages import cards, lookups
from visitors.pages.desk import address_of
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.name_form import NameForm


@require_POST
@desk_page()
def arrival(request: HttpRequest, ticket: str) -> HttpResponse:
    """Hand the badge out. The button's own id makes pressing it twice one scan."""
    edition = desk_edition(request)
    row = lookups.ticket(request, edition, ticket)
    card, scan = address_of(registrations.of_ticket(row)), _id(request.POST.get("scan", ""))
    try:
        device = arrivals.desk_device(edition)
        arrivals.check_in(row, device, operator=desk_worker(request), id=scan)
    except DomainError as error:
        messages.error(request, str(error.message))
        return redirect(card)
    return redirect(f"{card}?arrival={scan}")


@require_POST
@desk_page()
def replacement(request: HttpRequest, ticket: str) -> HttpResponse:
    """Revoke a lost code and issue another ticket."""
    edition = desk_edition(request)
    row = lookups.ticket(request, edition, ticket)
    try:
        row = registrations.replace_ticket(row, at=editions.now(edition))
        messages.success(request, _("The lost code is revoked, and this is the new one: print it."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(address_of(registrations.of_ticket(row)))


@require_POST
@desk_page()
def name(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Correct a name."""
    edition = desk_edition(request)
    row, form = lookups.registration(request, edition, uuid), NameForm(request.POST)
    if form.is_valid():
        try:
            registrations.correct_name(row.person, **form.cleaned_data)
            messages.success(request, _("The name is corrected: print the badge again."))
            return redirect("desk_registration", uuid=uuid)
        except DomainError as error:
            form.add_error(None, str(error.message))
    form.renew()
    return cards.page(request, edition, registrations.of_registration(row), form)


@require_POST
@desk_page()
def cancellation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    edition = desk_edition(request)
    row = lookups.registration(request, edition, uuid)
    registrations.cancel(row, at=editions.now(edition))
    messages.success(request, _("The registration is cancelled."))
    return redirect("desk_registration", uuid=uuid)


@require_POST
@desk_page()
def restoration(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a cancellation back."""
    row = lookups.registration(request, desk_edition(request), uuid)
    registrations.restore(row)
    messages.success(request, _("The registration stands again."))
    return redirect("desk_registration", uuid=uuid)


@require_POST
@desk_page()
def separation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Count a merged person apart again."""
    edition = desk_edition(request)
    row = lookups.registration(request, edition, uuid)
    for merge in Merge.objects.of(edition).standing().filter(merged=row.person):
        merges.undo(merge, at=editions.now(edition))
    messages.success(request, _("The two are counted apart again."))
    return redirect("desk_registration", uuid=uuid)


def _id(text: str) -> UUID:
    """The id that the button brought; one of its own for a button without any."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()
