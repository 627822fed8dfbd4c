"""Areas: what people are inside of."""

from expo.models import Edition
from visitors.models import Area, AreaKind


def fair(edition: Edition) -> Area:
    """The fair as a whole, which every entrance leads into; made when it is missing."""
    area, _made = Area.objects.get_or_create(edition=edition, kind=AreaKind.FAIR, code="")
    return area
