"""What exhibitors propose, decided by organisers: what stands beside what should."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from booths import moderation
from booths.admin.verdict_form import VerdictForm
from booths.listings.fields import label
from booths.models import Listing
from booths.moderation import Outcome, Pile, comparing
from expo import editions
from expo.admin.pages import address, framed, organisers_page, worker
from expo.models import Edition


@require_safe
@organisers_page
def waiting(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everybody whose proposals wait, the longest waiting first."""
    return _page(request, "moderation/piles.html", edition, {"piles": moderation.piles(edition)})


@require_http_methods(["GET", "HEAD", "POST"])
@organisers_page
def decide(request: HttpRequest, edition: Edition, listing: int) -> HttpResponse:
    """All that waits for one exhibitor, each field with a verdict of its own, in one act."""
    piles = moderation.piles(edition)
    row = _reached(edition, listing)
    changes = next((pile.changes for pile in piles if pile.listing == row), [])
    form = VerdictForm(comparing.compared(row, changes), request.POST or None)
    if request.method == "POST" and form.is_valid():
        at = editions.now(edition)
        outcome = moderation.decide(row, form.verdicts(), by=worker(request), at=at)
        _tell(request, outcome)
        return redirect(_onward(edition, row, piles))
    context = {"form": form, "listing": row, "piles": piles, **_place(row, piles)}
    status = 422 if form.faults else 200
    return _page(request, "moderation/listing.html", edition, context, status)


def _reached(edition: Edition, listing: int) -> Listing:
    rows = Listing.objects.select_related("participation__exhibitor")
    return get_object_or_404(rows, pk=listing, participation__edition=edition)


def _place(row: Listing, piles: list[Pile]) -> dict[str, Any]:
    """Which of how many this one is, and whose turn is next."""
    order = [pile.listing for pile in piles]
    at = order.index(row) if row in order else -1
    others = order[at + 1 :] + order[: max(at, 0)]
    return {"number": at + 1, "next": others[0] if others else None}


def _onward(edition: Edition, row: Listing, piles: list[Pile]) -> str:
    """The same exhibitor while something of it waits, then the next one, then the list."""
    following = _place(row, piles)["next"]
    if row.changes.waiting().exists():
        return address("moderation_listing", edition, row.pk)
    if following is not None:
        return address("moderation_listing", edition, following.pk)
    return address("moderation", edition)


def _tell(request: HttpRequest, outcome: Outcome) -> None:
    if count := len(outcome.decided):
        told = ngettext(
            "%(exhibitor)s: %(count)s proposal decided.",
            "%(exhibitor)s: %(count)s proposals decided.",
            count,
        )
        exhibitor = outcome.decided[0].listing.participation.exhibitor
        messages.success(request, told % {"exhibitor": exhibitor, "count": count})
    for change, error in outcome.refusals.items():
        words = {"field": label(change.field), "sentence": error.message}
        messages.error(request, _("%(field)s: %(sentence)s") % words)
    if not outcome.decided and not outcome.refusals:
        messages.info(request, _("Nothing was decided: all of it still waits."))


def _page(
    request: HttpRequest,
    template: str,
    edition: Edition,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    told = {"edition": edition, **context}
    return framed(request, template, _("Proposals for listings"), told, status)
