"""The privacy notice: what is held about people, why, how long, and what they may do about it."""

from collections import defaultdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from expo import editions, retention
from expo.models import Edition
from expo.retention import Rule

CHAPTERS = {
    "visitors": _("Visitors"),
    "booths": _("Exhibitors"),
    "expo": _("Accounts, mails and logs"),
}


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The rules by which the system itself destroys, in words; 404 before anything is published."""
    edition = editions.public_now()
    if edition is None:
        raise Http404
    return render(request, "expo/privacy.html", {"chapters": _chapters(edition)})


def _chapters(edition: Edition) -> list[dict[str, Any]]:
    """The rules by whose data they are about, those of visitors first."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for rule in retention.rules():
        rows[rule.code.partition(".")[0]].append(_row(rule, edition))
    return [{"title": title, "rows": rows[app]} for app, title in CHAPTERS.items() if app in rows]


def _row(rule: Rule, edition: Edition) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "purpose": rule.purpose,
        "basis": rule.basis,
        "period": rule.period_of(edition),
    }
