"""Runs of badges: ordered at the desk, watched while a worker draws them, fetched as one file."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expo.errors import Refused
from expo.models import Edition
from visitors import badge_runs as subject
from visitors import tasks
from visitors.models import BadgeRun
from visitors.pages import lookups
from visitors.pages.badge_orders import OrderForm
from visitors.pages.desks import desk_edition, desk_page, desk_worker
from visitors.pages.printouts import Printout

SHOWN = 30
"""Runs on the page: those of a day or two."""


def _runs_page(_request: HttpRequest) -> str:
    return reverse("badge_runs")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_page(_runs_page)
@cache_control(private=True, no_cache=True)
def badge_runs(request: HttpRequest) -> HttpResponse:
    """The runs of the edition, and the form that orders one, once its number is seen."""
    edition = desk_edition(request)
    with timezone.override(edition.tz):
        if request.method == "POST":
            return _order(request, edition)
        return _page(request, edition, OrderForm(request.GET.dict()).unsent())


@require_safe
@desk_page()
@cache_control(private=True, no_store=True)
def badge_run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One run. Asked by htmx, only how far it is; `heard` is what was read out before."""
    edition = desk_edition(request)
    printout = Printout(_run(edition, uuid))
    with timezone.override(edition.tz):
        if not request.headers.get("HX-Request"):
            context = {"edition": edition, "printout": printout}
            return render(request, "badges/run.html", context)
        is_news = request.GET.get("heard") != printout.milestone
        context = {"printout": printout, "is_news": is_news}
        return render(request, "badges/run_state.html", context)


@require_safe
@desk_page(_runs_page)
@cache_control(private=True, no_store=True)
def badge_run_file(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The PDF. Where there is none any more, or not yet, the run's page says why."""
    run = _run(desk_edition(request), uuid)
    try:
        file = run.file.open() if run.has_file else None
    except FileNotFoundError:
        file = None
    if file is None:
        return redirect("badge_run", uuid)
    lookups.run_printed(request, run)
    name = f"badges-{timezone.localdate():%Y-%m-%d}-{run.printed}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")


@require_POST
@desk_page(_runs_page)
def badge_run_cancellation(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Call the run off; one that is done stays as it is."""
    run = _run(desk_edition(request), uuid)
    subject.cancel(run)
    return redirect("badge_run", uuid)


def _run(edition: Edition, uuid: UUID) -> BadgeRun:
    return get_object_or_404(BadgeRun.objects.of(edition).select_related("ordered_by"), uuid=uuid)


def _order(request: HttpRequest, edition: Edition) -> HttpResponse:
    form = OrderForm(request.POST.dict())
    if form.is_valid() and form.is_counted:
        tickets = subject.chosen(edition, form.choice).values_list("pk", flat=True)
        try:
            run = subject.order(edition, tickets, form.wanted(desk_worker(request)))
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            transaction.on_commit(tasks.hurry_printing)
            return redirect("badge_run", run.uuid)
    return _page(request, edition, form)


def _page(request: HttpRequest, edition: Edition, form: OrderForm) -> HttpResponse:
    """The same page for a form that is fresh, counts anew or is refused."""
    count = subject.chosen(edition, form.choice).count() if form.is_choosing else 0
    runs = BadgeRun.objects.of(edition).select_related("ordered_by")[:SHOWN]
    printouts = [Printout(run) for run in runs]
    context: dict[str, Any] = {
        "edition": edition,
        "form": form,
        "count": count,
        "most": subject.MOST,
        "is_counted_anew": request.method == "POST" and form.is_valid() and not form.is_counted,
        "printouts": printouts,
        "is_busy": any(printout.run.is_due for printout in printouts),
    }
    return render(request, "badges/runs.html", context)
