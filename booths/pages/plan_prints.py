"""The floor plan on paper: A3 and A4 with an index, and a poster for every booth."""

from datetime import datetime
from urllib.parse import quote, urljoin

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from booths import freshness, plans
from booths.models import Operation, Sector, Space
from booths.plans import Tile, prints
from booths.plans.prints import PAPERS, Entry, Poster, Sheet, Swatch
from expo.fonts import FontMissing
from expo.models import Edition
from expo.pages.keeping import conditional_page

LANGUAGES = ("ko", "en")


@require_safe
@conditional_page(freshness.tag)
def plan_pdf(request: HttpRequest, edition: Edition, at: datetime, paper: str) -> HttpResponse:
    """The plan with its index; `paper` is a3 or a4."""
    floor = plans.floor(edition, at, _nowhere)
    told = Sheet(
        title=f"{edition.name} · {_('Floor plan')}",
        as_of=_("As of %(moment)s") % {"moment": _moment(at)},
        drawing=floor.drawing,
        legend=_legend(),
        index=[Entry(name, codes) for name, codes in floor.index],
        language=get_language() or "",
    )
    try:
        drawn = prints.sheet(told, PAPERS[paper], settings.FONTS)
    except FontMissing:
        return _without_fonts(request)
    return _pdf(drawn, f"plan-{paper}.pdf")


@require_safe
@conditional_page(freshness.tag)
def poster(request: HttpRequest, edition: Edition, at: datetime, code: str) -> HttpResponse:
    """ "You are here" for one booth, on A4 or with `?paper=a3`; 404 for a code that is none."""
    drawing = plans.drawing(edition, at, _nowhere).without_states()
    tile = next((tile for tile in drawing.tiles if tile.code == code), None)
    paper = PAPERS.get(request.GET.get("paper", "a4"))
    if tile is None or paper is None:
        raise Http404
    told = Poster(
        title=str(edition.name),
        here=_in_both(gettext_noop("You are here")),
        tile=tile,
        hall=next(hall.name for hall in drawing.halls if tile in hall.tiles),
        drawing=drawing,
        legend=[swatch for swatch in _legend() if swatch.state == Operation.OPERATING],
        link=_link(request, tile),
        invitation=_in_both(gettext_noop("Scan this to find your way from here.")),
        language=get_language() or "",
    )
    try:
        drawn = prints.poster(told, paper, settings.FONTS)
    except FontMissing:
        return _without_fonts(request)
    return _pdf(drawn, f"here-{code}.pdf")


def _link(request: HttpRequest, tile: Tile) -> str:
    """Absolute, since it is printed; to the plan in the language of the poster."""
    site = settings.SITE_URL or request.build_absolute_uri("/")
    return urljoin(site, f"{reverse('plan')}?here={quote(tile.code)}")


def _in_both(words: str) -> list[str]:
    """Korean first, English beside, whatever the page's language: a poster has readers of both."""
    told = []
    for language in LANGUAGES:
        with translation.override(language):
            told.append(_(words))
    return told


def _legend() -> list[Swatch]:
    operating = Operation.OPERATING.value
    return [
        *(Swatch(sector.value, operating, str(sector.label)) for sector in Sector),
        Swatch("", Operation.SUSPENDED.value, str(Operation.SUSPENDED.label)),
        Swatch("", Operation.DEGRADED.value, str(Operation.DEGRADED.label)),
        Swatch("", operating, _("Free")),
    ]


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), _("D, j F, H:i"))


def _nowhere(space: Space) -> str:
    """Paper has no links."""
    return ""


def _without_fonts(request: HttpRequest) -> HttpResponse:
    return render(request, "plan/unprintable.html", status=503)


def _pdf(drawn: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        drawn,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{quote(name)}"'},
    )
