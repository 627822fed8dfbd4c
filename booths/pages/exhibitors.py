"""Everybody who takes part, to be searched; and a page for each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booths import freshness
from booths.directory import bodies, faces, markup
from booths.directory.criteria import Criteria, criteria
from booths.directory.rows import rows
from booths.pages.heads import head
from booths.searches import Groups
from expo.models import Edition
from expo.pages import pieces
from expo.pages.keeping import conditional_page, once


@dataclass(frozen=True, slots=True)
class Card:
    """`number` is its place while nothing is searched; `inside` its HTML, drawn once."""

    number: int
    inside: str
    is_represented: bool
    texts: Groups
    boxes: Mapping[str, Sequence[str]]
    spaces: Sequence[str]
    is_found: bool = True

    @property
    def entry(self) -> dict[str, Any]:
        """What a script needs to find it again."""
        return {"texts": self.texts, "boxes": self.boxes, "spaces": self.spaces}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Cards in the order of the answer; those that were not asked for come last and are hidden."""

    cards: Sequence[Card]

    @property
    def found(self) -> int:
        return sum(card.is_found for card in self.cards)

    def __len__(self) -> int:
        return len(self.cards)


@require_safe
@conditional_page(freshness.tag)
def exhibitors(request: HttpRequest, edition: Edition, at: datetime) -> HttpResponse:
    """`?q=` and boxes of `sector`, `hall`, `theme`, `state`, `kind`: all of them must fit."""
    wanted, everybody = criteria(request.GET, edition), _everybody(edition, at)
    cards = list(_answered(everybody, wanted))
    description = _("Everybody who takes part: what they show, and where to find them.")
    context = {
        "criteria": wanted,
        "exhibitors": Shelf([card for card in cards if not card.is_represented]),
        "represented": Shelf([card for card in cards if card.is_represented]),
        "index": [card.entry for card in everybody],
        "head": head(request, _("Exhibitors"), description),
    }
    return render(request, "booths/exhibitors.html", context)


@require_safe
@conditional_page(freshness.tag)
def exhibitor(request: HttpRequest, edition: Edition, at: datetime, code: str) -> HttpResponse:
    participation = bodies.find(edition, code)
    if participation is None:
        raise Http404
    body = bodies.live(participation, at)
    image = reverse("logo", args=[body.logo]) if body.logo else ""
    about = head(request, body.name.text, body.summary.text or body.text.text, image)
    context = {
        "body": body,
        "head": about,
        "markup": markup.script(markup.organization(body, about.canonical, about.image)),
    }
    return render(request, "booths/exhibitor.html", context)


def _everybody(edition: Edition, at: datetime) -> list[Card]:
    """All cards in their own order: whatever is asked, they are drawn once and kept."""
    state = freshness.tag(edition, at, language=get_language() or "")
    return once(f"directory:{state}", lambda: list(_drawn(edition, at)))


def _drawn(edition: Edition, at: datetime) -> Iterator[Card]:
    for number, row in enumerate(rows(edition, at)):
        inside = pieces.drawn("booths/exhibitors_card.html", face=faces.face(row))
        yield Card(number, inside, row.is_represented, row.texts, row.boxes, row.codes)


def _answered(everybody: Sequence[Card], wanted: Criteria) -> Iterator[Card]:
    found = wanted.found(everybody)
    yield from found
    numbers = {card.number for card in found}
    for card in everybody:
        if card.number not in numbers:
            yield replace(card, is_found=False)
