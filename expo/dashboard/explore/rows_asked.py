"""Which number's rows the address asks for."""

from collections.abc import Container
from datetime import date
from typing import NoReturn
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from booths.models import Sector
from expo.dashboard.explore import choices, lines
from expo.dashboard.explore.choices import Offer
from expo.errors import Refused
from expo.models import Edition
from visitors import areas, behind
from visitors.api.figures import moment_of
from visitors.behind import Asked, Key
from visitors.classes import BY_NUMBER
from visitors.figures import UNKNOWN
from visitors.models import NO_DAY, Area, AreaKind, Gate
from visitors.models.registration import RegistrationSource

OUTSIDE = "outside"


class NoSuchRows(Refused):
    """`word` is what nobody knows."""

    code = "no_such_rows"
    message = _("The address asks for rows that this edition does not have.")


def read(query: QueryDict, offer: Offer) -> Asked:
    """Raises NoSuchRows and AsOfUnreadable."""
    edition = offer.edition
    day = _day(query.get("day", ""), offer)
    places = _places(query, edition)
    return Asked(
        figure=_one_of(query.get("figure", ""), behind.FIGURES),
        areas=places,
        day=day,
        hour=_hour(query.get("hour", "")),
        gate=_one_of(query.get("gate", ""), ["", *_gates(places)]),
        ticket_class=_one_of(query.get("class", ""), ["", *map(str, BY_NUMBER)]),
        registration=_one_of(
            query.get("registration", ""), ["", *RegistrationSource.values, UNKNOWN]
        ),
        spots=_spots(query.get("sector", ""), edition, day, places),
        as_of=moment_of(query.get("as_of") or None),
    )


def key(query: QueryDict) -> Key | None:
    """Where the page begins: after this row. Raises NoSuchRows."""
    word = query.get("after", "").replace(" ", "+")  # a plus that nobody escaped
    if not word:
        return None
    moment, _mark, row = word.partition("_")
    try:
        return Key(moment_of(moment) or _nothing(word), UUID(row))
    except ValueError:
        return _nothing(word)


def _nothing(word: str) -> NoReturn:
    raise NoSuchRows(word=word[:40])


def _one_of(word: str, known: Container[str]) -> str:
    return word if word in known else _nothing(word)


def _day(word: str, offer: Offer) -> date | None:
    if word in {"", OUTSIDE}:
        return NO_DAY if word else None
    return next((day for day in offer.days if day.isoformat() == word), None) or _nothing(word)


def _hour(word: str) -> int | None:
    if not word:
        return None
    is_hour = word.isascii() and word.isdigit() and len(word) <= 2 and int(word) < 24
    return int(word) if is_hour else _nothing(word)


def _places(query: QueryDict, edition: Edition) -> list[Area]:
    """The one that is named; of a sector all booths; else the fair, if it has doors."""
    known = list(edition.areas.with_names().order_by("kind", "code"))
    if query.get("sector"):
        return [area for area in known if area.kind == AreaKind.BOOTH]
    word = query.get("place") or choices.FAIR
    found = [area for area in known if areas.word(area) == word]
    return found if found or word == choices.FAIR else _nothing(word)


def _gates(places: list[Area]) -> list[str]:
    return list(Gate.objects.filter(area__in=places).values_list("code", flat=True))


def _spots(
    sector: str, edition: Edition, day: date | None, booths: list[Area]
) -> list[tuple[int, date]] | None:
    if not sector:
        return None
    known = _one_of(sector, [*Sector.values, UNKNOWN])
    keys = {area.code: area.pk for area in booths}
    return [(keys[booth], one) for booth, one in lines.spots_of(edition, known, day)]
