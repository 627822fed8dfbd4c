"""Sending a table, looking at what it would do, and applying it."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from booths import spreadsheets
from booths.admin.imports import kept
from booths.admin.imports.forms import ImportForm
from booths.admin.imports.kept import Kept
from booths.spreadsheets import Kind, Preview, uploads
from expo import standing
from expo.errors import DomainError
from expo.models import Edition
from expo.pages import downloads
from expo.spreadsheets import Table

ROWS_ON_A_PAGE = 50


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Choose what to send; everything wrong with the file as a whole is said here."""
    edition = standing.organised_edition(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        key = kept.keep(request, edition, chosen["kind"], chosen["file"])
        return redirect("admin:import", key=key)
    context = {"form": form, "tables": [_offer(edition, kind) for kind in Kind]}
    status = 422 if form.errors else 200
    return _page(request, edition, "imports/start.html", context, status=status)


@require_http_methods(["GET", "POST"])
def import_(request: HttpRequest, key: UUID) -> HttpResponse:
    """What the table would do; by POST it is done, if it still would do what was seen."""
    found = kept.find(request, key)
    if found.told is not None:
        return _page(request, found.edition, "imports/done.html", _told(found))
    sheet = uploads.read(key)
    if sheet is None:
        messages.warning(request, _("This file is no longer kept. Send it once more."))
        return redirect(_start(found.edition))
    refusal = ""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        try:
            done = spreadsheets.apply(found.edition, found.kind, sheet, seen=seen)
        except DomainError as error:
            refusal = str(error.message)
        else:
            kept.tell(request, found, done)
            return redirect("admin:import", key=key)
    return _looked_at(request, found, sheet, refusal)


@require_GET
def import_faults(request: HttpRequest, key: UUID) -> Any:
    """All that is wrong, with what was typed, to be mended in a spreadsheet program."""
    found = kept.find(request, key)
    sheet = uploads.read(key) if found.told is None else None
    if sheet is None:
        return redirect("admin:import", key=key)
    try:
        preview = spreadsheets.preview(found.edition, found.kind, sheet)
    except DomainError:
        return redirect("admin:import", key=key)  # which says why
    header = [_("Row"), _("Column"), _("Typed"), _("What is wrong")]
    rows = [(f.row, f.label or f.column, f.typed, f.sentence) for f in preview.faults]
    return downloads.answer(Table(header, rows), f"{found.kind}-errors", downloads.CSV)


def _looked_at(request: HttpRequest, found: Kept, sheet: Any, refusal: str) -> HttpResponse:
    context = {"sent": found, "kind_label": found.kind.label, "refusal": refusal}
    status = 409 if refusal else 200
    try:
        preview = spreadsheets.preview(found.edition, found.kind, sheet)
    except DomainError as error:
        context |= {"refusal": str(error.message), "preview": None}
        return _page(request, found.edition, "imports/preview.html", context, status=422)
    context |= {"preview": preview, "page": _rows_of(request, preview)}
    return _page(request, found.edition, "imports/preview.html", context, status=status)


def _rows_of(request: HttpRequest, preview: Preview) -> Any:
    """The faults if there are any, else the changes, page by page."""
    told = Paginator(preview.faults or preview.changes, ROWS_ON_A_PAGE)
    return told.get_page(request.GET.get("page"))


def _told(found: Kept) -> dict[str, Any]:
    name = spreadsheets.FORMS[found.kind].model._meta.model_name
    rows = [
        {"name": name_, "history": reverse(f"admin:booths_{name}_history", args=[pk])}
        for pk, name_ in found.told.rows  # type: ignore[union-attr]  # told, or this is not asked
    ]
    return {
        "sent": found,
        "kind_label": found.kind.label,
        "rows": rows,
        "list": f"{reverse(f'admin:booths_{name}_changelist')}?edition={found.edition.slug}",
        "start": _start(found.edition),
    }


def _offer(edition: Edition, kind: Kind) -> dict[str, Any]:
    """A kind of table with its columns, and where it can be taken from."""
    columns = spreadsheets.FORMS[kind].columns.columns
    return {
        "label": kind.label,
        "columns": [column for column in columns if column.is_read],
        "template": reverse("admin:import_template", args=[kind.value, "xlsx"]),
        "exports": [
            (format_.upper(), reverse("admin:export", args=[kind.value, format_]))
            for format_ in downloads.FORMATS
        ],
    }


def _start(edition: Edition) -> str:
    return f"{reverse('admin:imports')}?edition={edition.slug}"


def _page(
    request: HttpRequest,
    edition: Edition,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    frame = admin.site.each_context(request)
    told = {**frame, "title": _("Import and export"), "edition": edition, "start": _start(edition)}
    return TemplateResponse(request, template, told | context, status=status)
