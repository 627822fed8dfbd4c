"""One badge, as a PDF that the browser shows and prints."""

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from expo.errors import DomainError
from visitors import badge_runs
from visitors.models import BadgePaper
from visitors.pages import lookups
from visitors.pages.desks import desk_edition, desk_page


@csp_replace({"frame-ancestors": [SELF]})
@xframe_options_sameorigin
@require_safe
@desk_page()
@cache_control(private=True, no_store=True)
def badge(request: HttpRequest, ticket: str) -> HttpResponse:
    """The badge of a ticket of the desk's edition, on `paper`; a page of ours may frame it.

    Whoever asks for a badge prints it: nothing is stored, and nobody has arrived by it."""
    edition = desk_edition(request)
    row = lookups.ticket_to_print(edition, ticket)
    try:
        drawn = badge_runs.one(row, _paper(request))
    except DomainError as error:
        return render(request, "badges/refused.html", {"message": error.message}, status=409)
    lookups.printed(request, row)
    name = f"badge-{ticket}.pdf"
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


def _paper(request: HttpRequest) -> str:
    """A6 unless the address names another; raises Http404 for one there is none of."""
    paper = request.GET.get("paper", BadgePaper.A6)
    if paper not in BadgePaper.values:
        raise Http404
    return paper
