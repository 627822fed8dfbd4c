"""The access log for the privacy officer, who is in it as well."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from expo import looks
from expo.admin.pages import framed
from expo.dashboard.privacy.guard import privacy_page
from expo.dashboard.privacy.search_form import SearchForm
from expo.errors import Refused
from expo.looks import searching
from expo.models import Edition, Look, LookAct, SubjectKind
from expo.pages import downloads
from expo.pages.reasons import ReasonForm
from expo.spreadsheets import Table

MOST_KEYS = 200
MOST_EXPORTED = 100_000
HEADER = ("at", "account", "device", "address", "act", "place", "whose", "people", "keys", "reason")


class TooManyEntries(Refused):
    code = "too_many_entries"
    message = _("These are more than 100,000 entries. Narrow the search, for example by day.")


@require_safe
@privacy_page
def access_log(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The search and what it finds, the latest first."""
    form = SearchForm(edition, request.GET.dict())
    rows = searching.entries(edition, form.search)
    page = searching.page(rows, request.GET.get("after", ""))
    _note(request, edition, page.entries)
    context = {
        "edition": edition,
        "form": form,
        "entries": page.entries,
        "older": page.older and f"?{_asked(request, after=page.older)}",
        "asked": f"?{_asked(request)}",
        "is_first": "after" not in request.GET,
    }
    return framed(request, "privacy/log.html", str(_("Access log")), context)


@require_safe
@privacy_page
def entry(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """One entry in words."""
    rows = Look.objects.of(edition).select_related("account")
    found = get_object_or_404(rows, pk=pk)
    _note(request, edition, [found])
    context = {
        "edition": edition,
        "entry": found,
        "keys": found.subjects[:MOST_KEYS],
        "more": max(len(found.subjects) - MOST_KEYS, 0),
    }
    return framed(request, "privacy/entry.html", str(_("Entry of the access log")), context)


@require_http_methods(["GET", "HEAD", "POST"])
@privacy_page
def export(request: HttpRequest, edition: Edition, format_: str) -> HttpResponseBase:
    """What the search finds as a table, once a reason is given."""
    if format_ not in downloads.FORMATS:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    rows = searching.entries(edition, SearchForm(edition, request.GET.dict()).search)
    count = rows.order_by()[: MOST_EXPORTED + 1].count()
    if count > MOST_EXPORTED and form.is_bound:
        form.add_error(None, str(TooManyEntries.message))
    if form.is_valid():
        _note(request, edition, [], LookAct.EXPORT, form.cleaned_data["reason"])
        name = f"access-log-{edition.slug}"
        return downloads.answer(Table(HEADER, _lines(rows)), name, format_)
    context = {"edition": edition, "form": form, "count": count, "asked": f"?{_asked(request)}"}
    return framed(request, "privacy/export.html", str(_("Export of the access log")), context)


def _asked(request: HttpRequest, **more: str) -> str:
    """The address of this search again."""
    said = {name: value for name, value in request.GET.items() if value and name != "after"}
    return urlencode({**said, **more})


def _lines(rows: Any) -> Iterator[list[Any]]:
    for row in rows.select_related("account").iterator(chunk_size=2000):
        yield [
            row.at,
            row.account.email if row.account else "",
            row.device,
            row.address,
            row.act,
            row.place,
            row.subject_kind,
            row.size,
            " ".join(map(str, row.subjects)),
            row.reason,
        ]


def _note(
    request: HttpRequest,
    edition: Edition,
    entries: list[Look],
    act: LookAct = LookAct.SEARCH,
    reason: str = "",
) -> None:
    """The log tells of accounts: whoever reads it is in it himself."""
    seen = {entry.account_id for entry in entries if entry.account_id}
    place, kind = "privacy.access_log", SubjectKind.ACCOUNT
    looks.saw(request, act, place, kind, seen, edition=edition, reason=reason)
