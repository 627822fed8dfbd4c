"""Whether the pages of the programme would read otherwise than they did: in two statements."""

from datetime import datetime

from django.db.models import Count, Q

from expo import freshness
from expo.models import Edition, Hall, Party, Session, ShowDay

SHOWN = (Edition, ShowDay, Hall, Session, Party)


def tag(edition: Edition, at: datetime, *, language: str) -> str:
    """The same for as long as every page of the programme reads the same."""
    today = at.astimezone(edition.tz).date()
    return freshness.tag(SHOWN, edition.pk, language, today, _clock(edition, at))


def _clock(edition: Edition, at: datetime) -> dict[str, int]:
    """How many sessions have begun, and ended: of the same rows always the same ones."""
    return Session.objects.of(edition).aggregate(
        begun=Count("pk", Q(starts_at__lte=at)), ended=Count("pk", Q(ends_at__lte=at))
    )
