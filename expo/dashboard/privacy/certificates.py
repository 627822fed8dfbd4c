"""Certificates of destruction: all of an edition, and each on a sheet to print."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expo import destructions, retention
from expo.admin.pages import framed
from expo.dashboard.privacy.guard import readers_page
from expo.models import Destruction, DestructionCause, Edition
from expo.retention.wording import words_of

ON_A_PAGE = 100


@require_safe
@readers_page
def page(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What was destroyed by which rule in all; each certificate; and whether one was tampered
    with."""
    rows = Destruction.objects.filter(edition=edition)
    listed = Paginator(rows.order_by("-number"), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "edition": edition,
        "proof": destructions.verify(edition),
        "sums": [_sum(row) for row in _sums(edition)],
        "listed": listed,
        "rows": [{"row": row, "kind": _kind(row.rule)} for row in listed],
    }
    return framed(request, "retention/certificates.html", _("Certificates of destruction"), context)


@require_safe
@readers_page
def certificate(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    rows = Destruction.objects.filter(edition=edition).select_related("destroyed_by")
    row = get_object_or_404(rows, number=number)
    faults = [one for one in destructions.verify(edition).findings if one.number == number]
    context = {
        "edition": edition,
        "row": row,
        "kind": _kind(row.rule),
        "fields": [words_of(field) for field in row.fields],
        "hash": bytes(row.hash).hex(),
        "previous": bytes(row.previous).hex(),
        "faults": faults,
    }
    title = _("Certificate of destruction %(number)s") % {"number": row}
    return framed(request, "retention/certificate.html", title, context)


def _sums(edition: Edition) -> Any:
    rows = Destruction.objects.filter(edition=edition).values("rule", "cause")
    return rows.annotate(
        destroyed=Sum("rows"),
        certificates=Count("pk"),
        first=Min("destroyed_at"),
        last=Max("destroyed_at"),
    ).order_by("rule", "cause")


def _sum(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "kind": _kind(row["rule"]), "cause": DestructionCause(row["cause"]).label}


def _kind(code: str) -> str:
    """The rule's words as they are now; of one that is gone its code."""
    rule = retention.find(code)
    return str(rule.kind) if rule else code
