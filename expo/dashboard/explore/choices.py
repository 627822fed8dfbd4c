"""What an edition offers to choose from: its days, places, gates and classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from expo import access
from expo.access import Asker
from expo.dashboard.planning import READERS
from expo.models import Edition
from visitors import areas
from visitors.classes import VISITOR_CLASSES
from visitors.models import Area, AreaKind, Gate
from visitors.models.classes import CLASSES

FAIR = "fair"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Offer:
    """Of one edition, to one asker; each asked for once."""

    edition: Edition
    asker: Asker

    @cached_property
    def days(self) -> list[date]:
        return list(self.edition.show_days.order_by("date").values_list("date", flat=True))

    @cached_property
    def places(self) -> dict[str, Area]:
        """The fair, its halls and sessions with doors, by their words."""
        known = self.edition.areas.with_occupancy().with_names()
        kinds = [AreaKind.FAIR, AreaKind.HALL, AreaKind.SESSION]
        ordered = sorted(known, key=lambda area: (kinds.index(AreaKind(area.kind)), area.code))
        return {areas.word(area): area for area in ordered}

    @cached_property
    def editions(self) -> list[Edition]:
        """Others that the asker may read, the latest first."""
        others = access.editions_of(self.asker, *READERS).exclude(pk=self.edition.pk)
        return list(others.order_by("-number"))

    def number_of(self, day: date) -> int:
        return self.days.index(day) + 1


def gates_into(edition: Edition, place: Area | None) -> list[Gate]:
    """Those that lead into the place; none: into the fair."""
    here = Gate.objects.filter(edition=edition).order_by("code")
    return list(here.filter(area=place) if place else here.filter(area__kind=AreaKind.FAIR))


def day_options(offer: Offer) -> list[Option]:
    return [Option(day.isoformat(), day_label(offer, day)) for day in offer.days]


def day_label(offer: Offer, day: date) -> str:
    told = {"number": offer.number_of(day), "date": date_format(day, "Y-m-d (D)")}
    return _("Day %(number)s · %(date)s") % told


def place_options(offer: Offer) -> list[Option]:
    return [Option(word, named(area)) for word, area in offer.places.items() if word != FAIR]


def gate_options(gates: Sequence[Gate]) -> list[Option]:
    return [Option(gate.code, gate_label(gate)) for gate in gates]


def gate_label(gate: Gate) -> str:
    return f"{gate.code} {gate.name}" if gate.name else gate.code


def class_options() -> list[Option]:
    return [Option(name, str(label)) for name, label in CLASSES if name in VISITOR_CLASSES]


def named(area: Area) -> str:
    """A place with its code, under its name of today."""
    title = areas.title(area)
    return f"{area.code} {title}" if area.code and title != area.code else title
