"""Gates: which area people are in once they have passed one."""

from django.utils.translation import gettext_lazy as _

from expo.errors import Refused
from expo.models import Edition, Hall, Session
from visitors import areas
from visitors.models import Area, AreaKind, GatePurpose


class LeadsNowhere(Refused):
    code = "gate_leads_nowhere"
    message = _("A hall door names its hall, a session door its session.")


def area_behind(
    edition: Edition, purpose: str, code: str, *, hall: Hall | None, session: Session | None
) -> Area | None:
    """The area that a gate leads into, made when it is missing; None for a desk.

    A booth's area has the gate's own code, which is the space's. Raises LeadsNowhere."""
    match GatePurpose(purpose):
        case GatePurpose.DESK:
            return None
        case GatePurpose.ENTRANCE:
            return areas.fair(edition)
        case GatePurpose.BOOTH:
            return _area(edition, AreaKind.BOOTH, code)
        case GatePurpose.HALL if hall:
            return _area(edition, AreaKind.HALL, hall.code, hall=hall)
        case GatePurpose.SESSION if session:
            return _area(edition, AreaKind.SESSION, session.code, session=session)
    raise LeadsNowhere


def _area(
    edition: Edition,
    kind: AreaKind,
    code: str,
    *,
    hall: Hall | None = None,
    session: Session | None = None,
) -> Area:
    found = {"hall": hall, "session": session}
    area, _made = Area.objects.get_or_create(edition=edition, kind=kind, code=code, defaults=found)
    return area
