"""Everything that is held about me: on a page in words, and as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from expo.dashboard import leads as both_ends
from visitors import disclosures, leads
from visitors.pages.ticket.guard import Holder, render_ticket, ticket_page
from visitors.pages.ticket_acts import disclosed


@require_safe
@ticket_page
def data(request: HttpRequest, holder: Holder) -> HttpResponse:
    context = {"parts": disclosed.parts(_held(holder))}
    return render_ticket(request, holder, "ticket/data.html", context)


@require_safe
@ticket_page
def data_file(_request: HttpRequest, holder: Holder) -> HttpResponse:
    """JSON, indented so that people can read it, too; times by the fair's clock."""
    name = f"my-data-{holder.registration.number}.json"
    return JsonResponse(
        _held(holder),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _held(holder: Holder) -> dict[str, Any]:
    keys = (lead.exhibitor for lead in leads.given(holder.registration))
    return disclosures.of(holder.registration, both_ends.name_of(keys), at=holder.at)
