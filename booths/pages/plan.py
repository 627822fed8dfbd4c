"""The floor plan: a drawing, the same as a list, and one booth that the address may name."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from booths import freshness
from booths.pages.plan_parts import Card, Parts, parts
from expo.models import Edition
from expo.pages.keeping import conditional_page


@dataclass(frozen=True, slots=True)
class Asked:
    """A code that the address names, and the booth's card if there is such a booth."""

    code: str
    card: Card | None


@require_safe
@conditional_page(freshness.tag)
def plan(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """`?booth=A-17` opens on a booth, `?here=A-17` says where the reader stands."""
    made = parts(edition, at)
    told = {
        "edition": edition,
        "parts": made,
        "asked": _asked(made, request.GET.get("booth", "")),
        "here": _asked(made, request.GET.get("here", "")),
    }
    return render(request, "plan/plan.html", told)


def _asked(made: Parts, code: str) -> Asked | None:
    return Asked(code, made.card(code)) if code.strip() else None
