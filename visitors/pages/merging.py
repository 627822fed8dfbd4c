"""Two registrations of one person: looked at side by side, then counted as one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from expo import editions
from expo.errors import DomainError, Refused
from expo.models import Edition
from visitors import merges, registrations
from visitors.models import Registration
from visitors.pages import lookups
from visitors.pages.desk import LONGEST, offered
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.registrations import Found


class NothingChosen(Refused):
    code = "nothing_chosen"
    message = gettext_lazy("Choose which of the two is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
@cache_control(private=True, no_store=True)
def choice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Look for the other registration of the same person."""
    edition = desk_edition(request)
    one = registrations.of_registration(lookups.registration(request, edition, uuid))
    text = request.POST.get("q", "")[:LONGEST] or one.name
    hits = lookups.search(request, edition, text, "desk.merge") if text.strip() else []
    others = [found for found in hits if _may_be_merged(one, found)]
    context = {"edition": edition, "one": one, "q": text, "cards": offered(others)}
    with timezone.override(edition.tz):
        return render(request, "desk/merge_choice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page()
@cache_control(private=True, no_store=True)
def merge(request: HttpRequest, uuid: UUID, other: UUID) -> HttpResponse:
    """Compare the two; the one whose button is pressed is kept."""
    edition = desk_edition(request)
    rows = lookups.several(request, edition, dict.fromkeys([uuid, other]))
    if len(rows) < 2:
        raise Http404
    with timezone.override(edition.tz):
        if request.method == "POST" and (kept := _merged(request, edition, rows)):
            return redirect("desk_registration", uuid=kept.uuid)
        pair = registrations.of_registrations(edition, rows)
        return render(request, "desk/merge.html", {"edition": edition, "pair": pair})


def _may_be_merged(one: Found, found: Found) -> bool:
    return bool(found.registration and found.person and found.person != one.person)


def _merged(
    request: HttpRequest, edition: Edition, pair: list[Registration]
) -> Registration | None:
    """The one kept; None, having said why, when nothing is merged."""
    chosen = {str(row.uuid): row for row in pair}
    kept = chosen.pop(request.POST.get("kept", ""), None)
    try:
        if kept is None:
            raise NothingChosen
        [other] = chosen.values()
        by, at = desk_worker(request), editions.now(edition)
        merges.merge(other.person, kept.person, at=at, by=by)
    except DomainError as error:
        messages.error(request, str(error.message))
        return None
    messages.success(request, _("The two are counted as one person. Both tickets stay valid."))
    return kept
