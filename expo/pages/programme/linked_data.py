"""A session as search engines read it: schema.org Event."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from expo.models import Edition, Party, PartyRole, Session
from expo.show_days import Hours

Document = dict[str, Any]


def event(session: Session, days: Sequence[Hours], address: str) -> Document:
    """In the active language and zone; what is not known is left out."""
    status = "EventCancelled" if session.cancelled_at else "EventScheduled"
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": str(session.title),
        "description": str(session.summary),
        "startDate": timezone.localtime(session.starts_at).isoformat(),
        "endDate": timezone.localtime(session.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(session),
        "maximumAttendeeCapacity": session.capacity,
        "performer": list(_performers(session)),
        "organizer": _organiser(session.edition),
        "superEvent": _fair(session.edition, days),
        "inLanguage": get_language(),
        "url": address,
    }
    return {name: value for name, value in told.items() if value}


def _place(session: Session) -> Document:
    inner = " ".join(str(part) for part in (session.hall.name, session.room) if part)
    venue = str(session.edition.venue)
    return {"@type": "Place", "name": inner, **({"address": venue} if venue else {})}


def _organiser(edition: Edition) -> Document | None:
    return {"@type": "Organization", "name": str(edition.hosts)} if edition.hosts else None


def _fair(edition: Edition, days: Sequence[Hours]) -> Document | None:
    if not days:
        return None
    return {
        "@type": "Event",
        "name": str(edition.name),
        "startDate": days[0].opens.date().isoformat(),
        "endDate": days[-1].opens.date().isoformat(),
        "location": {"@type": "Place", "name": str(edition.venue or edition.name)},
    }


def _performers(session: Session) -> Iterator[Document]:
    for party in session.parties.all():
        if party.name:
            yield {"@type": _kind(party), "name": str(party.name)}


def _kind(party: Party) -> str:
    return "Organization" if party.role == PartyRole.MEMBER else "Person"
