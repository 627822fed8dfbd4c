"""How long every booth was suspended: a page for organisers, and the same as a table."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booths import downtimes
from booths.downtimes import Downtime, Record
from booths.models import Space
from expo import editions, standing
from expo.admin.pages import organisers_page
from expo.models import Edition
from expo.pages import downloads
from expo.spreadsheets import Table

HEADER = ("space", "hall", "day", "open_minutes", "suspended_minutes", "is_estimated")


@require_safe
@organisers_page
def page(request: HttpRequest, edition: Edition) -> TemplateResponse:
    """Those that were suspended, the longest first; of the others how many there are."""
    records = _records(edition)
    stopped = [record for record in records if record.total.suspended]
    stopped.sort(key=lambda record: (-record.total.suspended, record.space.code))
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Downtime and availability"),
        "edition": edition,
        "records": stopped,
        "others": len(records) - len(stopped),
    }
    return TemplateResponse(request, "downtimes/page.html", context)


@require_safe
def table(request: HttpRequest, format_: str) -> HttpResponseBase:
    """Every booth and day, and all days of each."""
    edition = standing.organised_edition(request)
    if format_ not in downloads.FORMATS:
        raise Http404
    rows = Table(HEADER, _rows(_records(edition)))
    return downloads.answer(rows, f"downtimes-{edition.slug}", format_)


def _records(edition: Edition) -> list[Record]:
    spaces = list(Space.objects.of(edition).select_related("hall").order_by("code"))
    return downtimes.records(spaces, edition, editions.now(edition))


def _rows(records: list[Record]) -> Iterator[list[Any]]:
    for record in records:
        for told in [*record.days, record.total]:
            yield [record.space.code, record.space.hall.code, *_cells(told)]


def _cells(told: Downtime) -> list[Any]:
    return [
        told.day,
        round(told.opened.total_seconds() / 60),
        round(told.suspended.total_seconds() / 60),
        told.is_estimated,
    ]
