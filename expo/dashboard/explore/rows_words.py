"""What rows are asked for, in words: the figure, and everything it is narrowed down to."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from booths.models import Sector
from expo.dashboard.explore import choices
from visitors.behind import Asked
from visitors.figures import UNKNOWN
from visitors.models import NO_DAY
from visitors.models.classes import CLASSES
from visitors.models.registration import RegistrationSource


def of(asked: Asked, sector: str = "") -> list[tuple[str, str]]:
    """Label and value of each, without what is not narrowed down."""
    return [(label, value) for label, value in _all(asked, sector) if value]


def _all(asked: Asked, sector: str) -> Iterator[tuple[str, str]]:
    names = [choices.named(area) for area in asked.areas] if asked.spots is None else []
    yield _("Place"), ", ".join(names)
    yield _("Sector"), _sector(sector)
    yield _("Show day"), _day(asked)
    yield _("Hour"), f"{asked.hour:02}:00" if asked.hour is not None else ""
    yield _("Gate"), asked.gate
    yield _("Class"), str(dict(CLASSES).get(asked.ticket_class, ""))
    yield _("Way of registering"), _way(asked.registration)


def _day(asked: Asked) -> str:
    if asked.day == NO_DAY:
        return _("Outside the show days")
    return date_format(asked.day, "Y-m-d (D)") if asked.day else ""


def _way(source: str) -> str:
    if source == UNKNOWN:
        return _("Unknown")
    return str(dict(RegistrationSource.choices).get(source, ""))


def _sector(sector: str) -> str:
    if sector == UNKNOWN:
        return _("Given to nobody")
    return str(dict(Sector.choices).get(sector, ""))
