"""What is told of seats: that there is one, that it is gone, and that the session has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from expo import calendars, mails
from expo.mails import Attachment, Link, Said
from expo.models import Hall, Mail, Session
from visitors import links, reservations
from visitors.letters import wording
from visitors.models import Registration, Reservation, ReservationState


@dataclass(frozen=True, slots=True)
class Told:
    """A reservation, and the registration whose link the recipient has."""

    reservation: Reservation
    reader: Registration | None
    language: str

    @property
    def session(self) -> Session:
        return self.reservation.session

    @property
    def title(self) -> dict[str, str]:
        return {"title": str(self.session.title)}


@mails.composer("reservation_seat")
def seat(mail: Mail) -> Said:
    told = _told(mail, ReservationState.SEAT)
    return _said(told, _("Seat reserved: %(title)s") % told.title, [_seats(told)])


@mails.composer("reservation_moved_up")
def moved_up(mail: Mail) -> Said:
    told = _told(mail, ReservationState.SEAT)
    opening = _("You waited for a seat, and one has become free.")
    return _said(told, _("You have a seat: %(title)s") % told.title, [opening, _seats(told)])


@mails.composer("reservation_taken_back")
def taken_back(mail: Mail) -> Said:
    told = _told(mail, ReservationState.CANCELLED)
    opening = _("The organisers had to take your reservation of this session back.")
    return _said(told, _("Reservation taken back: %(title)s") % told.title, [opening], notes=[])


@mails.composer("session_cancelled")
def session_cancelled(mail: Mail) -> Said:
    """Once it takes place after all, another mail says so."""
    told = _told(mail, *STANDING)
    if told.session.cancelled_at is None:
        raise mails.NotNeeded
    opening = _("This session, which you have reserved, does not take place.")
    return _said(told, _("Cancelled: %(title)s") % told.title, [opening], notes=[])


@mails.composer("session_moved")
def session_moved(mail: Mail) -> Said:
    """How it was and how it is now, whatever has changed since the mail was queued."""
    told, was = _told(mail, *STANDING), mail.facts["was"]
    if told.session.cancelled_at is not None:
        raise mails.NotNeeded
    if was["is_cancelled"]:
        subject, opening = _("Takes place after all: %(title)s"), _("It had been cancelled.")
    else:
        subject, opening = _("Time or place has changed: %(title)s"), _("A session was moved.")
    before = _("Until now it was: %(before)s") % {"before": _was(was)}
    kept = _kept(told.reservation)
    return _said(told, subject % told.title, [opening, before, kept, *_clash(told)])


STANDING = (ReservationState.SEAT, ReservationState.WAITING)


def _told(mail: Mail, *states: ReservationState) -> Told:
    """Raises NotNeeded once it is otherwise, the ticket is void, or nobody is left to be told."""
    rows = Reservation.objects.filter(uuid=mail.facts["reservation"], state__in=states)
    found = rows.select_related(
        "session__hall", "session__edition", *reservations.RECIPIENTS
    ).first()
    if found is None or found.ticket.revoked_at or reservations.recipient(found.ticket) is None:
        raise mails.NotNeeded
    return Told(found, _reader(found), mail.language)


def _reader(reservation: Reservation) -> Registration | None:
    """Whose link it is: that of whoever registered a companion who has no address of his own."""
    row, to = reservation.ticket.registration, reservations.recipient(reservation.ticket)
    if row is None or to is None or row.person_id == to.pk or row.led_by is None:
        return row
    return row.led_by


def _said(
    told: Told, subject: str, sentences: Sequence[str], notes: Sequence[str] | None = None
) -> Said:
    greeting = [wording.greeting(told.reader)] if told.reader else []
    return Said(
        subject=subject,
        paragraphs=[*greeting, *sentences, "\n".join(_facts(told))],
        link=_link(told),
        notes=_at_the_door() if notes is None else notes,
        attachments=[_calendar(told)],
    )


def _facts(told: Told) -> list[str]:
    """What, when, where, and for whom where that is another."""
    session, ticket = told.session, told.reservation.ticket
    lines = [str(session.title), _when(session.starts_at, session.ends_at)]
    lines.append(_where(session.hall, session.room))
    if ticket.person and told.reader and ticket.person_id != told.reader.person_id:
        lines.append(_("For: %(name)s") % {"name": ticket.person.called})
    return lines


def _seats(told: Told) -> str:
    heads = told.reservation.heads
    return ngettext(
        "A seat is reserved for you.", "%(seats)s seats are reserved for you.", heads
    ) % {"seats": heads}


def _kept(reservation: Reservation) -> str:
    if reservation.state == ReservationState.SEAT:
        return _("Your seat stays yours.")
    return _("You stay in the line where you are.")


def _clash(told: Told) -> list[str]:
    """What the new time breaks for this ticket."""
    broken = []
    if not reservations.admits_on_the_day(told.reservation.ticket, told.session):
        broken.append(_("Your ticket does not admit on that day: change its days first."))
    if other := reservations.elsewhere(told.reservation.ticket, told.session):
        named = {"title": str(other.session.title)}
        broken.append(_("At that time you have also reserved: %(title)s.") % named)
    return broken


def _at_the_door() -> list[str]:
    return [
        _(
            "Until the session begins its door keeps reserved seats; after that free seats go to "
            "whoever comes. Show your ticket there."
        ),
        _("If you cannot come, give the seat back on the ticket page: somebody waits for it."),
    ]


def _when(starts_at: datetime, ends_at: datetime) -> str:
    starts, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    return f"{date_format(starts, _('D, j F, H:i'))}–{date_format(ends, 'H:i')}"


def _where(hall: Hall, room: str) -> str:
    return ", ".join(part for part in (str(hall.name), room) if part)


def _was(was: dict[str, Any]) -> str:
    hall = Hall.objects.filter(pk=was["hall_id"]).first()
    times = (datetime.fromisoformat(was[name]) for name in ("starts_at", "ends_at"))
    return ", ".join([_when(*times), *([_where(hall, was["room"])] if hall else [])])


def _link(told: Told) -> Link:
    if told.reader is None:
        return Link(_("Programme"), mails.link(reverse("programme")))
    address = links.whole_address(told.reader, told.language, "ticket_sessions")
    return Link(_("My sessions"), address, is_secret=True)


def _calendar(told: Told) -> Attachment:
    session = told.session
    name = f"{session.edition.slug}-{session.code}.ics"
    return Attachment(name, calendars.MEDIA_TYPE, partial(_written, session, told.language))


def _written(session: Session, language: str) -> bytes:
    def address(one: Session) -> str:
        return mails.link(reverse("session", args=[one.code]))

    return calendars.written(session.edition, [session], address, language)
