"""An exhibitor's listing: written here, proposed on saving, live once an organiser approves."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from booths import listings, moderation
from booths.directory import bodies
from booths.listings import ListingChanged
from booths.listings.fields import FIELDS
from booths.models import Listing, ListingChange
from booths.models.listing import ListingChangeQuerySet
from booths.portal import listing_preview, listing_sheet, logo_upload
from booths.portal.guard import Seat, portal_page, render_portal
from booths.portal.listing_sheet import Sheet
from expo import editions
from expo.errors import DomainError
from expo.pages.frame import OWN_NAMES

LATEST = 8


def _again(request: HttpRequest) -> str:
    """This page, whose script keeps what was typed while its writer logs in again."""
    return request.get_full_path()


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page(again=_again)
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form with its preview, and what became of what was proposed."""
    row = listings.of(seat.participation)
    if request.method != "POST":
        return _page(request, seat, row, _opened(request, row))
    received = logo_upload.received(request)
    if act := request.POST.get("row", "") or request.POST.get("show", ""):
        answer = _page(request, seat, row, listing_sheet.arranged(row, received.typed, act))
        answer["HX-Trigger-After-Swap"] = "rows-changed"
        return answer
    return _save(request, seat, row, received)


@require_POST
@portal_page
def logo(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The form's part for the logo, once a file has been chosen: uploaded before all is sent."""
    received = logo_upload.received(request)
    sheet = listing_sheet.arranged(listings.of(seat.participation), received.typed)
    context = {"sheet": sheet, "part": sheet.part("logo"), "fault": received.fault}
    answer = render_portal(request, seat, "portal/sheet/logo.html", context)
    answer["HX-Trigger-After-Swap"] = "logo-chosen"
    return answer


@require_POST
@portal_page
def preview(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The public page as it will look, of what is being typed."""
    sheet = listing_sheet.arranged(listings.of(seat.participation), request.POST)
    context = _preview(seat, sheet, request.POST.get("preview", ""))
    return render_portal(request, seat, "portal/sheet/preview.html", context)


@require_safe
@portal_page
def proposals(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everything that was ever proposed, the latest first."""
    row = listings.of(seat.participation)
    context = {"proposals": _proposals(row)}
    return render_portal(request, seat, "portal/proposals.html", context, room="listing")


@require_POST
@portal_page
def withdrawal(request: HttpRequest, seat: Seat, proposal: UUID) -> HttpResponse:
    """Take a waiting proposal back."""
    mine = _proposals(listings.of(seat.participation))
    change = get_object_or_404(mine, uuid=proposal)
    try:
        moderation.withdraw(change, by=seat.account, at=editions.now(seat.edition))
        messages.success(request, _("The proposal is taken back. The live page stays as it is."))
    except DomainError as error:
        messages.error(request, str(error.message))
    return redirect(f"{reverse('portal_listing', args=[seat.exhibitor.uuid])}#proposals")


def _opened(request: HttpRequest, row: Listing) -> Sheet:
    """The form as one finds it, or with a text that was sent back."""
    if again := _named(request.GET.get("again", ""), row):
        return listing_sheet.opened(row, {again.field: again.after})
    return listing_sheet.opened(row)


def _named(uuid: str, row: Listing) -> ListingChange | None:
    try:
        return _proposals(row).filter(uuid=UUID(uuid), field__in=FIELDS).first()
    except ValueError:
        return None


def _save(
    request: HttpRequest, seat: Seat, row: Listing, received: logo_upload.Received
) -> HttpResponse:
    sheet = listing_sheet.sent(row, received.typed)
    if received.fault:
        sheet.texts.add_error("logo_file", received.fault)
    if not sheet.is_valid():
        return _page(request, seat, row, sheet, status=422)
    try:
        made = moderation.propose(
            row, sheet.values(), seen=sheet.seen, by=seat.account, at=editions.now(seat.edition)
        )
    except ListingChanged as error:
        sheet.refuse(error)
        return _page(request, seat, row, sheet, status=409)
    except DomainError as error:
        sheet.texts.add_error(None, str(error.message))
        return _page(request, seat, row, sheet, status=422)
    messages.success(request, _said(len(made)))
    return redirect(f"{reverse('portal_listing', args=[seat.exhibitor.uuid])}?saved=1#proposals")


def _said(count: int) -> str:
    if not count:
        return _(
            "Saved. There is nothing new in it: what differs from the public page waits already."
        )
    sentence = ngettext(
        "Saved as a proposal: %(count)s field. An organiser looks at it; the live page changes "
        "when it is approved, and you get a mail.",
        "Saved as a proposal: %(count)s fields. An organiser looks at them; the live page changes "
        "when they are approved, and you get a mail.",
        count,
    )
    return sentence % {"count": count}


def _page(
    request: HttpRequest, seat: Seat, row: Listing, sheet: Sheet, *, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "sheet": sheet,
        "latest": _proposals(row)[:LATEST],
        **_preview(seat, sheet, request.POST.get("preview", "")),
    }
    answer = render_portal(request, seat, "portal/listing.html", context, room="listing")
    answer.status_code = status
    return answer


def _preview(seat: Seat, sheet: Sheet, language: str) -> dict[str, Any]:
    """The public page in one of the languages, and the choice between them."""
    chosen = language if language in OWN_NAMES else get_language()
    values = listing_preview.values_of(sheet.raw())
    with translation.override(chosen):
        body = bodies.shown(seat.participation, values, editions.now(seat.edition))
    return {"body": body, "preview_language": chosen, "preview_languages": OWN_NAMES.items()}


def _proposals(row: Listing) -> ListingChangeQuerySet:
    changes = ListingChange.objects.filter(listing=row)
    return changes.select_related("proposed_by", "decided_by").latest_first()
