"""Reports: ordered by those who plan, watched while a worker makes them, read and fetched."""

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from expo.dashboard import tasks
from expo.dashboard.planning import planning_page
from expo.dashboard.reports import files
from expo.dashboard.reports.forms import ReportForm
from expo.dashboard.reports.orders import note_lost, order
from expo.dashboard.reports.progress import Progress
from expo.dashboard.reports.registry import MAKERS
from expo.errors import Refused
from expo.models import Account, Edition, ReportRun

SHOWN = 100
"""Reports on the page, the latest first."""


@require_http_methods(["GET", "HEAD", "POST"])
@planning_page
@cache_control(private=True, no_cache=True)
def reports(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The reports of the edition, and the form that orders one."""
    if request.method == "POST":
        return _order(request, edition)
    return _page(request, edition, ReportForm.fresh(edition))


@require_safe
@planning_page
@cache_control(private=True, no_store=True)
def report(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """How far it is, then the report itself. Asked by htmx, only how far it is; `heard` is what
    was read out before."""
    run = _run(edition, uuid)
    context = {"edition": edition, "progress": Progress(run), "run": run}
    if request.headers.get("HX-Request"):
        is_news = request.GET.get("heard") != Progress(run).milestone
        return render(request, "reports/state.html", context | {"is_news": is_news})
    article = _article(run)
    context |= {"article": article, "styles": files.STYLES if article else ()}
    return render(request, "reports/report.html", context)


@require_safe
@planning_page
@cache_control(private=True, no_store=True)
def report_file(
    request: HttpRequest, edition: Edition, uuid: UUID, ending: str
) -> HttpResponseBase:
    """What was made, to keep. Where there is none any more, or not yet, the page says why."""
    run = _run(edition, uuid)
    maker = MAKERS[run.kind]
    if ending not in {maker.ending, files.PAGE}:
        raise Http404
    if run.is_due or run.failure:
        return redirect("report", edition.slug, uuid)
    with translation.override(run.language):
        name = maker.name(run)
    file = files.opened(run, ending, name)
    if file is None:
        note_lost(run)
        return redirect("report", edition.slug, uuid)
    kind = files.PAGE_TYPE if ending == files.PAGE else maker.media_type
    return FileResponse(file, as_attachment=True, filename=f"{name}.{ending}", content_type=kind)


def _run(edition: Edition, uuid: UUID) -> ReportRun:
    runs = ReportRun.objects.of(edition).select_related("edition", "ordered_by")
    return get_object_or_404(runs, uuid=uuid)


def _article(run: ReportRun) -> str:
    """The report to be read; empty where there is none. A worker wrote it, every word escaped."""
    if not run.page:
        return ""
    article = files.article(run)
    if article is None:
        note_lost(run)
        run.refresh_from_db()
        return ""
    return mark_safe(article)  # noqa: S308  # our own template's


def _order(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = ReportForm(request.POST)
    if form.is_valid():
        kind, language = form.wanted
        by = request.user if isinstance(request.user, Account) else None
        try:
            run = order(edition, kind, language, as_of=form.moment, by=by)
        except Refused as error:
            form.add_error("as_of", _told(error))
        else:
            transaction.on_commit(tasks.hurry_reports)
            return redirect("report", edition.slug, run.uuid)
    return _page(request, edition, form)


def _told(error: Refused) -> str:
    """The refusal with what can be asked for, where it says so."""
    bounds = [
        date_format(timezone.localtime(moment), _("D, j F, H:i"))
        for name in ("earliest", "latest")
        if (moment := parse_datetime(error.facts.get(name, "")))
    ]
    match bounds:
        case [earliest, latest]:
            allowed = _("Ask for a moment from %(earliest)s to %(latest)s.")
            return f"{error.message} {allowed % {'earliest': earliest, 'latest': latest}}"
    return str(error.message)


def _page(request: HttpRequest, edition: Edition, form: ReportForm) -> HttpResponse:
    runs = ReportRun.objects.of(edition).select_related("ordered_by")[:SHOWN]
    made = [Progress(run) for run in runs]
    is_busy = any(progress.run.is_due for progress in made)
    context = {"edition": edition, "form": form, "made": made, "is_busy": is_busy}
    return render(request, "reports/reports.html", context)
