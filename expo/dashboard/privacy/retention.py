"""The rules of retention: what is held and why, what is due now, and destroying it at once."""

from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from expo import retention, standing, tasks
from expo.admin.pages import address, framed, worker
from expo.dashboard.privacy.guard import privacy_page, readers_page
from expo.models import Edition
from expo.retention import Rule, sweeping
from expo.retention.sweeping import Dues
from expo.standing import PRIVACY_OFFICER


class Line(NamedTuple):
    """A rule as the page shows it. `dues` is None where the sweep has nothing to do with it."""

    rule: Rule
    period: str
    ends_at: datetime | None
    dues: Dues | None


@require_safe
@readers_page
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What the nightly task would destroy now, beside what it goes by."""
    dues = {due.rule.code: due for due in sweeping.dues(edition)}
    lines = [_line(edition, rule, dues.get(rule.code)) for rule in retention.rules()]
    context = {
        "edition": edition,
        "lines": lines,
        "due": sum(due.rows for due in dues.values()),
        "may_destroy": is_officer(request, edition),
    }
    return framed(request, "retention/rules.html", _("Retention and destruction"), context)


@require_http_methods(["GET", "HEAD", "POST"])
@privacy_page
def destroy(request: HttpRequest, edition: Edition, code: str) -> HttpResponse:
    """Asked once more, and then handed to the worker: it cannot be undone."""
    due = _due(edition, code)
    if request.method != "POST":
        context = {"edition": edition, "due": due, "line": _line(edition, due.rule, due)}
        return framed(request, "retention/destroy.html", _("Destroy now"), context)
    hurry = partial(tasks.hurry_erasing, edition.pk, code, worker(request).pk)
    transaction.on_commit(hurry)
    messages.success(request, _("It is being destroyed. The certificates follow in a moment."))
    return redirect(address("certificates", edition))


def is_officer(request: HttpRequest, edition: Edition) -> bool:
    return standing.of(request).reaches((PRIVACY_OFFICER,), edition.pk)


def _due(edition: Edition, code: str) -> Dues:
    """Raises Http404 for what no sweep destroys."""
    for due in sweeping.dues(edition):
        if due.rule.code == code:
            return due
    raise Http404


def _line(edition: Edition, rule: Rule, due: Dues | None) -> Line:
    ends_at = rule.ends_at(edition) if rule.ends_at else None
    return Line(rule, rule.period_of(edition), ends_at, due)
