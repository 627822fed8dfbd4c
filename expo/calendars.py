"""Sessions and show days as iCalendar (RFC 5545), for calendars that subscribe or take them once.

Times are in UTC, which needs no rules of a time zone; a calendar shows them in its own. The same
rows give the same bytes: what a calendar takes for "changed" comes from the history of the rows.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from expo import histories, parties
from expo.histories import Revision
from expo.models import Edition, Party, Session, ShowDay

MEDIA_TYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(minutes=15)
Address = Callable[[Session], str]


def written(
    edition: Edition, sessions: Iterable[Session], address: Address, language: str
) -> bytes:
    """`sessions` as a calendar, in the active language; `address` says where each can be read."""
    shown = list(sessions)
    calendar = _calendar(edition, language)
    changes = revisions(shown)
    for session in shown:
        calendar.add_component(_event(session, changes[session.pk], address(session)))
    return bytes(calendar.to_ical())


def days_written(edition: Edition, days: Iterable[ShowDay], address: str, language: str) -> bytes:
    """The days of a fair as a calendar, in the active language; `address` is the fair's own."""
    shown = list(days)
    calendar = _calendar(edition, language)
    changes = histories.revisions(ShowDay, "pgh_obj", [day.pk for day in shown])
    for day in shown:
        event = _day(edition, day, changes.get(day.pk, histories.UNKNOWN))
        event.add("url", address)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def revisions(sessions: list[Session]) -> dict[int, Revision]:
    """How often each session, or who takes part in it, was changed, and when last."""
    keys = [session.pk for session in sessions]
    kept = (
        histories.revisions(Session, "pgh_obj", keys),
        histories.revisions(Party, "session", keys),
    )
    return {
        key: sum((those[key] for those in kept if key in those), start=histories.UNKNOWN)
        for key in keys
    }


def _calendar(edition: Edition, language: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//expo//{edition.slug}//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", str(edition.name))
    calendar.add("x-wr-calname", str(edition.name))
    calendar.add("x-wr-timezone", edition.timezone)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    return calendar


def _event(session: Session, changes: Revision, address: str) -> Event:
    event = _changed(str(session.uuid), changes)
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", str(session.title))
    event.add("location", ", ".join(_place(session)))
    event.add("categories", [session.get_kind_display()])
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    event.add("url", address)
    if description := "\n".join(_description(session)):
        event.add("description", description)
    return event


def _day(edition: Edition, day: ShowDay, changes: Revision) -> Event:
    event = _changed(f"{edition.slug}-{day.date:%Y%m%d}", changes)
    for name, hour in (("dtstart", day.opens), ("dtend", day.closes)):
        event.add(name, datetime.combine(day.date, hour, tzinfo=edition.tz).astimezone(UTC))
    event.add("summary", str(edition.name))
    event.add("location", str(edition.venue))
    return event


def _changed(uid: str, changes: Revision) -> Event:
    """An event that calendars know again, and see when it was changed."""
    event = Event()
    event.add("uid", uid)
    event.add("sequence", changes.number)
    event.add("dtstamp", changes.at)
    event.add("last-modified", changes.at)
    return event


def _place(session: Session) -> list[str]:
    """From the smallest to the largest, as far as it is known."""
    places = (session.room, session.hall.name, session.edition.venue)
    return [str(place) for place in places if place]


def _description(session: Session) -> list[str]:
    told = [parties.told(part) for part in parties.parts(session.parties.all())]
    return [line for line in (str(session.summary), *told) if line]
