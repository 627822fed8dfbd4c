"""Everybody who has no space, and a field for each to name one: one form, all of it or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import admin
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from booths import turns
from booths.admin.plan import answers, memory
from booths.models import Participation, Space
from booths.turns import Placement, SomeRefused
from expo.admin.pages import address, organisers_page
from expo.errors import Conflict, DomainError
from expo.models import Edition

PREFIX = "space-"


class UnknownSpace(Conflict):
    code = "unknown_space"


@dataclass(slots=True)
class Row:
    """An exhibitor, the code that was typed beside it, and why that cannot be done."""

    participation: Participation
    typed: str = ""
    refusal: str = ""

    @property
    def name(self) -> str:
        return f"{PREFIX}{self.participation.pk}"


@organisers_page
def table(request: HttpRequest, edition: Edition) -> HttpResponse:
    rows = _rows(edition, request.POST)
    if request.method == "POST":
        return _place(request, edition, rows)
    return _page(request, edition, rows)


def _rows(edition: Edition, typed: Mapping[str, str]) -> list[Row]:
    """Everybody without a space, and whoever is named in the form: he may have one meanwhile."""
    mains = Participation.objects.of(edition).standing().mains()
    named = [name.removeprefix(PREFIX) for name in typed if name.startswith(PREFIX)]
    asked = mains.filter(pk__in=[key for key in named if key.isdecimal() and len(key) < 18])
    wanted = (mains.unplaced() | asked).select_related("exhibitor", "edition").by_name()
    rows = [Row(main) for main in wanted]
    for row in rows:
        row.typed = typed.get(row.name, "").strip()
    return rows


def _place(request: HttpRequest, edition: Edition, rows: list[Row]) -> HttpResponse:
    filled = [row for row in rows if row.typed]
    try:
        placements = _placements(edition, filled)
        turn = turns.give(placements)
    except SomeRefused as error:
        for number, refusal in error.refusals.items():
            filled[number].refusal = str(refusal.message)
        return _page(request, edition, rows, [str(error.message)], status=409)
    except (DomainError, IntegrityError) as error:
        said = answers.sentences(error)
        return _page(request, edition, rows, said, status=answers.status_of(error))
    words = ", ".join(f"{row.typed.upper()} {row.participation.exhibitor}" for row in filled)
    memory.remember(request, edition, _("Given: %(spaces)s.") % {"spaces": words}, turn)
    return redirect(address("plan", edition))


def _placements(edition: Edition, rows: list[Row]) -> list[Placement]:
    """Raises SomeRefused for codes that no space has."""
    spaces = {
        space.code.upper(): space for space in Space.objects.of(edition).select_related("edition")
    }
    unknown: dict[int, DomainError] = {
        number: UnknownSpace(_("There is no space %(code)s.") % {"code": row.typed})
        for number, row in enumerate(rows)
        if row.typed.upper() not in spaces
    }
    if unknown:
        raise SomeRefused(unknown)
    return [Placement(spaces[row.typed.upper()], row.participation) for row in rows]


def _page(
    request: HttpRequest,
    edition: Edition,
    rows: list[Row],
    refusals: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Give spaces away"),
        "edition": edition,
        "rows": rows,
        "free": Space.objects.of(edition).free().select_related("hall"),
        "refusals": refusals or [],
    }
    return TemplateResponse(request, "floor/table.html", context, status=status)
