"""People looked for by name at a door, for whoever left the ticket at home."""

from collections.abc import Sequence

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from expo import mails
from expo.models import Edition
from visitors import envelopes
from visitors.models import Person, Ticket
from visitors.registrations import typed

SHOWN = 10
NEAREST = 5 * SHOWN
"""So many people are looked at: some of them may have no ticket that admits."""


def tickets_of(edition: Edition, name: str) -> list[Ticket]:
    """The valid tickets of those who are called so, the nearest first, at most SHOWN.

    Every word must be in the name, Korean or English. A group is found by who leads it. Nobody is
    found whose registration is cancelled, or whose personal data has been destroyed."""
    words = [word for word in typed.words(name) if word]
    people = list(_called(edition, words)) if words else []
    place = {person: number for number, person in enumerate(people)}
    tickets = _admitting(edition, people)
    return sorted(tickets, key=lambda ticket: (place[holder_of(ticket).pk], ticket.pk))[:SHOWN]


def holder_of(ticket: Ticket) -> Person:
    """Only tickets that were found by a name get here: each has somebody."""
    if ticket.person:
        return ticket.person
    assert ticket.registration is not None  # noqa: S101  # `_admitting` asked for one
    return ticket.registration.person


def name_of(ticket: Ticket) -> str:
    return holder_of(ticket).called


def organisation_of(ticket: Ticket) -> str:
    return holder_of(ticket).organisation


def refuses_mail(person: Person) -> bool:
    """Whether the mail server of the person's address refuses what is sent there."""
    told = mails.undelivered(envelopes.about(person.pk), person.email) if person.email else None
    return told is not None


def _called(edition: Edition, words: Sequence[str]) -> QuerySet[Person, int]:
    """The index holds all that a person is looked up by; here it is to be the name."""
    rows = Person.objects.of(edition).with_words()
    rows = rows.annotate(plain=Replace("name", Value(" "), Value("")))
    for word in words:
        fragments = typed.fragments(word, alone=False)
        rows = rows.filter(_any(fragments), _in_the_name(word))
    return rows.order_by(_nearness(words), "name", "pk").values_list("pk", flat=True)[:NEAREST]


def _any(fragments: Sequence[str]) -> Q:
    condition = Q()
    for fragment in fragments:
        condition |= Q(words__contains=fragment)
    return condition


def _in_the_name(word: str) -> Q:
    return Q(name__icontains=word) | Q(plain__icontains=word) | Q(name_en__icontains=word)


def _nearness(words: Sequence[str]) -> Case:
    name, plain = " ".join(words), "".join(words)
    return Case(
        When(Q(plain__iexact=plain) | Q(name_en__iexact=name), then=Value(0)),
        When(Q(plain__istartswith=plain) | Q(name_en__istartswith=name), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _admitting(edition: Edition, people: Sequence[int]) -> QuerySet[Ticket]:
    theirs = Q(person__in=people) | Q(person=None, registration__person__in=people)
    cancelled = Q(registration__cancelled_at__isnull=False)
    rows = Ticket.objects.of(edition).valid().filter(theirs).exclude(cancelled)
    return rows.select_related("edition", "key", "person", "registration__person")
