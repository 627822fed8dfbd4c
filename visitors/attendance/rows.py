"""What the rows of a breakdown are made of, as programs read them."""

from typing import Any

from expo.models import Edition
from visitors import areas, figures
from visitors.attendance.insides import AreaInside, DayInside
from visitors.attendance.sums import Sums
from visitors.models import Area, AreaKind

Row = dict[str, Any]


def inside_document(area: Area | None, inside: AreaInside, sums: Sums) -> Row:
    """An area at the moment that is told of, and its fullest one so far."""
    return {
        "occupancy": {"area": _word(area), **_occupancy(inside.now, sums)},
        "peak": peak_document(area, inside.peak, sums.edition),
    }


def peak_document(area: Area | None, peak: figures.Inside | None, edition: Edition) -> Row | None:
    if peak is None:
        return None
    return {
        "area": _word(area),
        "people": peak.people,
        "at": peak.at.astimezone(edition.tz).isoformat(),
        "is_observed": peak.is_observed,
    }


def _word(area: Area | None) -> str:
    """Before anybody made a gate into it, the fair is one all the same."""
    return areas.word(area) if area else AreaKind.FAIR.value


def _occupancy(inside: DayInside | None, sums: Sums) -> Row:
    """People inside, the last headcount of the day, and how far the doors were off it."""
    return {
        "people": inside.people if inside else 0,
        "at": sums.at.astimezone(sums.edition.tz).isoformat(),
        "is_observed": inside.is_observed if inside else False,
        "observed": _observed(inside, sums.edition),
        "drift": inside.drift if inside else None,
    }


def _observed(inside: DayInside | None, edition: Edition) -> Row | None:
    if inside is None or inside.observed is None:
        return None
    return {
        "count": inside.observed.count,
        "at": inside.observed.observed_at.astimezone(edition.tz).isoformat(),
        "kind": inside.observed.kind,
    }
