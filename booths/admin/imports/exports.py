"""The floor as a table: all of an edition, or what a list shows."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from booths import spreadsheets
from booths.spreadsheets import Kind
from expo import editions, standing
from expo.models import Edition
from expo.pages import downloads


@require_GET
def export(request: HttpRequest, kind: str, format_: str) -> HttpResponseBase:
    edition = standing.organised_edition(request)
    table = spreadsheets.table_of(edition, _kind(kind, format_))
    return downloads.answer(table, _name(edition, kind), format_)


@require_GET
def template(request: HttpRequest, kind: str, format_: str) -> HttpResponseBase:
    """The header alone, to be filled in."""
    standing.organised_edition(request)
    return downloads.answer(spreadsheets.template(_kind(kind, format_)), kind, format_)


class Exported:
    """For a list of the admin: what it shows under its filters, as a table of that kind."""

    spreadsheet: ClassVar[Kind]
    list_after_template = "imports/list_exports.html"

    def get_urls(self) -> list[URLPattern]:
        own: Any = self
        name = f"{own.opts.app_label}_{own.opts.model_name}_export"
        view = own.admin_site.admin_view(self.export_view)
        return [path("export/<str:format_>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def export_view(self, request: HttpRequest, format_: str) -> HttpResponseBase:
        own: Any = self
        edition = standing.chosen_edition(request)
        if edition is None or not own.has_view_permission(request):
            raise Http404
        shown = own.get_changelist_instance(request).get_queryset(request)
        rows = own.model._default_manager.filter(pk__in=shown.order_by().values("pk"))
        table = spreadsheets.table(_kind(self.spreadsheet, format_), rows)
        return downloads.answer(table, _name(edition, self.spreadsheet), format_)


def _kind(kind: str, format_: str) -> Kind:
    if kind not in Kind.values or format_ not in downloads.FORMATS:
        raise Http404
    return Kind(kind)


def _name(edition: Edition, kind: str) -> str:
    """As of which day of the fair: `spaces-2023-20231124`."""
    return f"{kind}-{edition.slug}-{editions.now(edition):%Y%m%d}"
