"""Whether the public pages of the floor would read otherwise than they did: asked in two
statements, so that most answers are "nothing new" and cost nothing more.

Beside the rows counts the clock: which outages run, and which day it is."""

from datetime import datetime

from booths.models import (
    Assignment,
    Exhibit,
    Exhibitor,
    Listing,
    Outage,
    Participation,
    ServiceStatus,
    Space,
)
from expo import editions, freshness
from expo.models import Edition, Hall, ShowDay

SHOWN = (
    *(Edition, ShowDay, Hall, Space, Exhibitor, Participation, Assignment),
    *(Listing, Exhibit, Outage, ServiceStatus),
)
"""Whose rows the pages read. A logo is named by its content, so its listing tells of it."""


def tag(edition: Edition, at: datetime, *, language: str) -> str:
    """The same for as long as every page of the floor reads the same."""
    clock = editions.show_day(edition, at), _running(edition, at)
    return freshness.tag(SHOWN, edition.pk, language, *clock)


def _running(edition: Edition, at: datetime) -> list[int]:
    statuses = ServiceStatus.objects.running(at).filter(space__edition=edition)
    return list(statuses.order_by("pk").values_list("pk", flat=True))
