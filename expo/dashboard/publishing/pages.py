"""What was told to the public, and telling more: choose, look, publish."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from expo import editions
from expo.dashboard.planning import planning_page
from expo.dashboard.publishing import lines
from expo.dashboard.publishing.questions import QuestionForm
from expo.dashboard.publishing.wordings import WordsForm
from expo.errors import DomainError
from expo.models import Account, Edition
from visitors import attendance, publications
from visitors.attendance.calendars import rules_of
from visitors.models import PublishedFigure
from visitors.publications import Proposal

ASKED = ("figure", "day", "as_of")


@require_safe
@planning_page
@cache_control(private=True, no_cache=True)
def published(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was told, the latest first, and whether it would still be told so."""
    attendance.count_stale(edition)
    rows = list(PublishedFigure.objects.of(edition).latest_first().select_related("edition"))
    today = lines.today(edition) if rows else None
    context = {"edition": edition, "lines": list(lines.lines(rows, today)), "today": today}
    return render(request, "publishing/list.html", context)


@require_safe
@planning_page
@cache_control(private=True, no_cache=True)
def published_figure(request: HttpRequest, edition: Edition, uuid: UUID) -> HttpResponse:
    """One figure as it was told, how it would read today, and why that differs."""
    rows = PublishedFigure.objects.of(edition).select_related("edition", "published_by")
    row = get_object_or_404(rows, uuid=uuid)
    context = {"edition": edition, **lines.compared(row), "again": _again(row)}
    return render(request, "publishing/figure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@planning_page
@cache_control(private=True, no_cache=True)
def published_new(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Asked with a moment, it shows the figure and its sentences; posted, it publishes them.

    A browser may keep the page: who goes back finds the same id, and publishes nothing twice."""
    try:
        days = [day.day for day in rules_of(edition).show_days]
    except DomainError as reason:
        context = {"edition": edition, "reason": reason.message}
        return render(request, "publishing/new.html", context)
    if request.method == "POST":
        return _publish(request, edition, QuestionForm(edition, days, request.POST))
    if "as_of" not in request.GET:
        initial = {"as_of": publications.latest_moment(edition), **request.GET.dict()}
        return _page(request, QuestionForm(edition, days, initial=initial))
    return _page(request, QuestionForm(edition, days, request.GET))


def _publish(request: HttpRequest, edition: Edition, question: QuestionForm) -> HttpResponse:
    words = WordsForm(request.POST.dict())
    if not (question.is_valid() and words.is_valid()):
        return _page(request, question, words)
    if words.cleaned_data["value"] is None:
        words.add_error(None, _("Look at the number before you publish it."))
        return _page(request, question, words)
    announcement, at = question.announcement(**words.words()), editions.now(edition)
    try:
        row = publications.publish(edition, announcement, by=cast("Account", request.user), at=at)
    except DomainError as error:
        words.refuse(error)
        return _page(request, question, words)
    _say(request, words, row)
    return redirect("published_figure", edition.slug, row.uuid)


def _say(request: HttpRequest, words: WordsForm, row: PublishedFigure) -> None:
    if words.differs_from(row):
        messages.warning(
            request,
            _("This figure had been published before, in the words below. They stay as they are."),
        )
    else:
        messages.success(request, _("The figure is published and kept, as you see it here."))


def _page(
    request: HttpRequest, question: QuestionForm, words: WordsForm | None = None
) -> HttpResponse:
    """The question and, where it can be answered, what would be told."""
    edition, proposal = question.edition, _proposal(question)
    context: dict[str, Any] = {"edition": edition, "form": question, "proposal": proposal}
    if proposal:
        context |= _preview(edition, proposal)
        context["words"] = words = words or WordsForm.proposing(proposal)
        context["texts"] = words.beside(proposal)
        context["asked"] = urlencode({name: question.data.get(name, "") for name in ASKED})
    return render(request, "publishing/new.html", context)


def _proposal(question: QuestionForm) -> Proposal | None:
    """None where nothing is asked yet, or the question says what is wrong with it."""
    if not (question.is_bound and question.is_valid()):
        return None
    at = editions.now(question.edition)
    try:
        return publications.propose(question.edition, question.announcement(), at=at)
    except DomainError as error:
        question.refuse(error)
        return None


def _preview(edition: Edition, proposal: Proposal) -> dict[str, Any]:
    """The figure as a row that is not kept, when it was told last, and what may still come."""
    told = proposal.told
    row = PublishedFigure(
        edition=edition, figure=told.figure, day=told.day, as_of=told.as_of, value=told.value
    )
    before = PublishedFigure.objects.of(edition).filter(figure=told.figure, day=told.day)
    last = before.latest_first().first()
    return {
        "line": lines.Line(row),
        "last": last and lines.Line(last, told.value - last.value),
        "pending": sum(device.scans for device in attendance.pending(edition)),
    }


def _again(row: PublishedFigure) -> str:
    """Where the same figure is told once more, as of a later moment."""
    asked = QueryDict(mutable=True)
    asked["figure"] = row.figure
    if row.day:
        asked["day"] = row.day.isoformat()
    return f"{reverse('published_new', args=[row.edition.slug])}?{asked.urlencode()}"
