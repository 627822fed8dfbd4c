"""Areas: what people are inside of, and the words by which they are named."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.errors import Refused
from expo.models import Edition
from visitors.models import Area, AreaKind


class UnknownArea(Refused):
    """Names the areas there are: a booth has no occupancy and is not among them."""

    code = "unknown_area"
    message = gettext_lazy("The edition has no such place.")


def fair(edition: Edition) -> Area:
    """The fair as a whole, which every entrance leads into; made when it is missing."""
    area, _made = Area.objects.get_or_create(edition=edition, kind=AreaKind.FAIR, code="")
    return area


def word(area: Area) -> str:
    """The area for programs: `fair`, `hall:4B`, `session:S1`, `booth:A-17`."""
    return f"{area.kind}:{area.code}" if area.code else area.kind


def title(area: Area) -> str:
    """The area for people, in their language; `with_names` brings what it asks for."""
    match area.kind:
        case AreaKind.FAIR:
            return _("The fair as a whole")
        case AreaKind.HALL if area.hall:
            return str(area.hall.name)
        case AreaKind.SESSION if area.session:
            return str(area.session.title)
    return str(area)


def named(edition: Edition, wanted: str) -> Area:
    """The edition's area by its word. Raises UnknownArea, which lists those there are."""
    kind, _colon, code = wanted.partition(":")
    found = edition.areas.filter(kind=kind, code=code).with_names().first()
    if found is None:
        known = Area.objects.of(edition).with_occupancy()
        raise UnknownArea(area=wanted, areas=[word(area) for area in known])
    return found
