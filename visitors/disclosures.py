"""Disclosures: everything that is held about one visitor, for himself to read and to take along."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import TruncMonth

from expo.models import Look, Mail
from visitors import corrections, envelopes, leads
from visitors.models import (
    Adjustment,
    CheckIn,
    Consent,
    ConsentText,
    Lead,
    Merge,
    Person,
    Registration,
    Reservation,
    Ticket,
)

Json = dict[str, Any]
NameOf = Callable[[int], str]
"""An exhibitor's name in the reader's language, by its key."""


def of(registration: Registration, name_of: NameOf, *, at: datetime) -> Json:
    """All about the person of this registration, as JSON: from a constant number of queries.

    Times have the offset of the fair. Of those who looked at the data it says what was done, how
    often and in which month, and never who: they are people, too."""
    person = registration.person
    held = {
        "edition": {"slug": person.edition.slug, "name": str(person.edition.name)},
        "made_at": at,
        "person": corrections.known(person),
        "registrations": [_registration(row, name_of) for row in _registrations(person)],
        "companions": [_companion(row) for row in _companions(person)],
        "counted_as_one_with": _merged(person),
        "mails": [_mail(row) for row in _mails(person)],
        "looks": _looks(person),
    }
    return {key: _in_zone(value, person.edition.tz) for key, value in held.items()}


def _in_zone(value: Any, tz: tzinfo) -> Any:
    """The same with each time as the fair's clocks showed it."""
    match value:
        case datetime():
            return value.astimezone(tz)
        case dict():
            return {key: _in_zone(each, tz) for key, each in value.items()}
        case list():
            return [_in_zone(each, tz) for each in value]
    return value


def _registrations(person: Person) -> QuerySet[Registration]:
    scans = CheckIn.objects.select_related("gate").order_by("received_at", "pk")
    seats = Reservation.objects.select_related("session").order_by("asked_at", "pk")
    tickets = Ticket.objects.order_by("issued_at", "pk").prefetch_related(
        Prefetch("checkins", scans),
        Prefetch("reservations", seats),
        Prefetch("adjustments", Adjustment.objects.order_by("adjusted_at", "pk")),
    )
    return (
        Registration.objects.filter(person=person)
        .select_related("led_by")
        .order_by("registered_at", "pk")
        .prefetch_related(
            Prefetch("tickets", tickets),
            Prefetch("consents", Consent.objects.select_related("text").order_by("given_at", "pk")),
            Prefetch("leads", Lead.objects.select_related("text").order_by("given_at", "pk")),
        )
    )


def _registration(row: Registration, name_of: NameOf) -> Json:
    return {
        "number": row.number,
        "class": row.ticket_class,
        "source": row.source,
        "heads": row.heads,
        "registered_at": row.registered_at,
        "cancelled_at": row.cancelled_at,
        "registered_with": row.led_by and row.led_by.number,
        "approval": row.approval,
        "decided_at": row.decided_at,
        "refusal": row.refusal,
        "tickets": [_ticket(each) for each in row.tickets.all()],
        "consents": [_consent(each) for each in row.consents.all()],
        "exhibitors": [_lead(each, name_of) for each in row.leads.all()],
    }


def _ticket(row: Ticket) -> Json:
    return {
        "id": str(row),
        "class": row.ticket_class,
        "first_day": row.first_day,
        "last_day": row.last_day,
        "heads": row.heads,
        "issued_at": row.issued_at,
        "revoked_at": row.revoked_at,
        "scans": [_scan(each) for each in row.checkins.all()],
        "reservations": [_reservation(each) for each in row.reservations.all()],
        "counted_as": [_adjustment(each) for each in row.adjustments.all()],
    }


def _scan(row: CheckIn) -> Json:
    return {
        "gate": row.gate.code,
        "direction": row.direction,
        "scanned_at": row.scanned_at,
        "received_at": row.received_at,
        "outcome": row.outcome,
        "reason": row.reason,
        "heads": row.heads,
    }


def _reservation(row: Reservation) -> Json:
    return {
        "session": row.session.code,
        "title": str(row.session.title),
        "state": row.state,
        "asked_at": row.asked_at,
        "seated_at": row.seated_at,
        "cancelled_at": row.cancelled_at,
    }


def _adjustment(row: Adjustment) -> Json:
    return {"class": row.ticket_class, "reason": row.reason, "adjusted_at": row.adjusted_at}


def _consent(row: Consent) -> Json:
    return _notice(row.text) | {"given_at": row.given_at, "withdrawn_at": row.withdrawn_at}


def _lead(row: Lead, name_of: NameOf) -> Json:
    return {
        "exhibitor": name_of(row.exhibitor),
        "reads": list(leads.ITEMS),
        "given_at": row.given_at,
        "withdrawn_at": row.withdrawn_at,
        "notice": _notice(row.text),
    }


def _notice(text: ConsentText) -> Json:
    told = ("kind", "version", "language", "purpose", "items", "period", "refusal")
    return {name: getattr(text, name) for name in told}


def _companions(person: Person) -> QuerySet[Registration]:
    rows = Registration.objects.filter(led_by__person=person, person__erased_at=None)
    return rows.select_related("person").order_by("pk")


def _companion(row: Registration) -> Json:
    """Somebody else, of whom the leader knows what he told."""
    return {"number": row.number, "name": row.person.called}


def _merged(person: Person) -> list[str]:
    """The numbers of the registrations that somebody looked at and counts as the same human. Those
    that were merged by name and mail address alone are no proof: anybody can register with both,
    and would learn here who else has."""
    standing = Merge.objects.standing().exclude(merged_by=None)
    near = {*standing.filter(merged=person).values_list("kept", flat=True)}
    near |= {*standing.filter(kept=person).values_list("merged", flat=True)}
    rows = Registration.objects.filter(person__in=near).order_by("pk")
    return list(rows.values_list("number", flat=True))


def _mails(person: Person) -> QuerySet[Mail]:
    return Mail.objects.filter(about=envelopes.about(person.pk)).order_by("made_at", "pk")


def _mail(row: Mail) -> Json:
    told = ("kind", "recipient", "subject", "language", "state", "made_at", "sent_at")
    return {name: getattr(row, name) for name in told}


def _looks(person: Person) -> list[Json]:
    """How often each act was done in each month."""
    rows = Look.objects.at_person(person.pk).annotate(month=TruncMonth("at"))
    counts = rows.values("month", "act").annotate(times=Count("pk")).order_by("month", "act")
    return [
        {"month": f"{row['month']:%Y-%m}", "act": row["act"], "times": row["times"]}
        for row in counts
    ]
