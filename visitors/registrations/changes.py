"""What is put right later: a lost code, a typing mistake in a name, a registration cancelled."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from expo import mails, personal
from expo.errors import Conflict, Refused
from visitors import envelopes, reservations, tickets
from visitors.classes import TicketClass
from visitors.models import Person, Registration, Ticket
from visitors.registrations.details import ResidentNumber
from visitors.tickets import Order


class AlreadyReplaced(Conflict):
    code = "already_replaced"
    message = _("This code has been revoked already. The badge to print is a newer one.")


class NameIsNoWriting(Refused):
    code = "name_is_no_writing"
    message = _("A name has no control characters.")


class DataDestroyed(Refused):
    code = "data_destroyed"
    message = _("The personal data of this person has been destroyed.")


@transaction.atomic
def replace_ticket(
    ticket: Ticket, *, at: datetime, days: tuple[int, int] | None = None, heads: int | None = None
) -> Ticket:
    """Revoke a lost code and issue another ticket for the same person, class, days and heads, or
    others of these. Seats and places in a line go along as far as it admits on their days.

    Raises AlreadyReplaced: two who press at once issue one; and NoSuchDay."""
    held = Ticket.objects.select_for_update(of=["self"]).select_related("edition").get(pk=ticket.pk)
    if held.revoked_at is not None:
        raise AlreadyReplaced
    first_day, last_day = days or (held.first_day, held.last_day)
    order = Order(
        ticket_class=TicketClass(held.ticket_class),
        person=held.person_id,
        registration=held.registration_id,
        first_day=first_day,
        last_day=last_day,
        heads=heads or held.heads,
    )
    fresh = tickets.issue(held.edition, order, at=at)
    reservations.carry_over(held, fresh, at=at)
    tickets.revoke(held, at=at)
    return fresh


def correct_name(person: Person, name: str, name_en: str) -> Person:
    """Write the name as it should have been. What it was before is kept nowhere: a name has one
    home. Raises NameIsNoWriting, ResidentNumber and DataDestroyed."""
    told = {"name": personal.tidy(name), "name_en": personal.tidy(name_en)}
    for field, text in told.items():
        if personal.looks_like_resident_number(text):
            raise ResidentNumber(field=field)
        if not personal.is_writable(text):
            raise NameIsNoWriting(field=field)
    if not Person.objects.filter(pk=person.pk, erased_at=None).update(**told):
        raise DataDestroyed
    person.refresh_from_db(fields=list(told))
    return person


@transaction.atomic
def cancel(registration: Registration, *, at: datetime) -> Registration:
    """Expect nobody any more; again changes nothing. The ticket stays as it is: whoever comes after
    all is let in. Seats go to those who wait for one."""
    Registration.objects.filter(pk=registration.pk, cancelled_at=None).update(cancelled_at=at)
    reservations.cancel_all(registration, at=at)
    registration.refresh_from_db(fields=["cancelled_at"])
    return registration


def restore(registration: Registration) -> Registration:
    """Take a cancellation back."""
    Registration.objects.filter(pk=registration.pk).update(cancelled_at=None)
    registration.refresh_from_db(fields=["cancelled_at"])
    return registration


@transaction.atomic
def close_links(registration: Registration) -> Registration:
    """Have no link open the ticket that was sent before, and send a new one. Two who press at once
    close them once."""
    known = Registration.objects.filter(pk=registration.pk, link_number=registration.link_number)
    if known.update(link_number=F("link_number") + 1):
        mails.queue(envelopes.to(registration, "ticket_renewed"))
    registration.refresh_from_db(fields=["link_number"])
    return registration
