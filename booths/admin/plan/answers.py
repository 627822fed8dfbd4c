"""How the floor answers: a whole page, or only the panel where a script asked for it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from booths import plans
from booths.admin.plan import memory, panels
from booths.admin.plan.filters import Filters
from booths.models import Assignment, Space
from booths.plans import Drawing
from booths.turns import SomeRefused, Turn
from expo import constraints, editions
from expo.admin.pages import address
from expo.errors import Conflict, DomainError
from expo.models import Edition

Refusal = IntegrityError | DomainError


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do, its words once it is done, and the space to look at then, if another."""

    carry_out: Callable[[], Turn]
    words: str
    show: Space | None = None
    is_undoing: bool = False


@dataclass(frozen=True, slots=True)
class No:
    """Why nothing was done, and which spaces stay chosen in the list."""

    sentences: Sequence[str]
    status: int = 422
    chosen: Collection[str] = ()


def whole_page(
    request: HttpRequest, edition: Edition, space: Space | None = None, no: No | None = None
) -> HttpResponse:
    """The plan, with the panel of the space that is open."""
    drawing = _drawing(edition)
    filters = Filters.asked(request.GET)
    shown = list(filters.shown(drawing))
    codes = {tile.code for tile in shown}
    context = {
        **admin.site.each_context(request),
        "title": _("Floor plan"),
        "is_fullwidth": "1",
        "drawing": drawing,
        "filters": filters.choices(drawing),
        "is_filtered": bool(filters),
        "dimmed": {tile.code for tile in drawing.tiles if tile.code not in codes},
        "tiles": shown,
        "chosen": set(no.chosen) if no else set(),
        "opened": space.code if space else "",
        "mains": panels.candidates(edition),
        **_beside(request, edition, space, no),
    }
    return TemplateResponse(request, "floor/plan.html", context, status=no.status if no else 200)


def opened(request: HttpRequest, space: Space, no: No | None = None) -> HttpResponse:
    """One space's panel, alone where a script asked for it, else with the plan around it."""
    if not request.headers.get("HX-Request"):
        return whole_page(request, space.edition, space, no)
    context = _beside(request, space.edition, space, no)
    return TemplateResponse(request, "floor/panel.html", context, status=no.status if no else 200)


def act(request: HttpRequest, space: Space, deed: Deed) -> HttpResponse:
    """Do it, remember it and show where it led; or say why not, beside the space as it is now."""
    try:
        with transaction.atomic():
            turn = deed.carry_out()
    except (IntegrityError, DomainError) as error:
        return _told(opened(request, space, No(sentences(error), status_of(error))))
    memory.remember(request, space.edition, deed.words, turn, is_undone=deed.is_undoing)
    seen = deed.show or space
    if not request.headers.get("HX-Request"):
        return redirect(address("plan_space", seen.edition, seen.code))
    return _told(opened(request, seen))


def sentences(error: Refusal) -> list[str]:
    """What was refused, a sentence for each space that it was about."""
    if isinstance(error, SomeRefused):
        return [str(refusal.message) for refusal in error.refusals.values()]
    return [constraints.refusal(error, Assignment, Space)]


def status_of(error: Refusal) -> int:
    return 409 if isinstance(error, IntegrityError | Conflict) else 422


def _drawing(edition: Edition) -> Drawing:
    now = editions.now(edition)
    return plans.drawing(edition, now, lambda row: address("plan_space", edition, row.code))


def _beside(
    request: HttpRequest, edition: Edition, space: Space | None, no: No | None
) -> dict[str, Any]:
    """What the panel shows."""
    return {
        "edition": edition,
        "panel": panels.panel(space, request.GET.get("q", "")) if space else None,
        "last_act": memory.last_act(request, edition),
        "refusals": no.sentences if no else (),
    }


def _told(answer: HttpResponse) -> HttpResponse:
    """The script is told that the floor is not what it was when it was drawn."""
    answer["HX-Trigger"] = "floor-changed"
    return answer
