"""Looking people up: by name, organisation, number, mail, telephone, a code or a badge's digits."""

from collections.abc import Sequence
from functools import reduce
from operator import and_

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from expo.models import Edition
from visitors import rules, signing
from visitors.models import Person, Registration, SigningKey, Ticket
from visitors.registrations import cards, typed
from visitors.registrations.cards import Found
from visitors.verdicts import Verdict

SHOWN = 12
"""More hits than that are too many to choose from: another letter is quicker."""
RANKED = 2000
"""Among so many hits the likeliest are looked for: a word that is true of everybody, like the end
of a mail address, is no reason to wait."""


def find(edition: Edition, text: str) -> list[Found]:
    """The cards that the text leads to, the likeliest first: at most SHOWN, and one more where
    there are others. A code, a whole badge number or a reservation number leads to one alone."""
    if ticket := _ticket(edition, text):
        return cards.of_tickets(edition, [ticket])
    if registration := by_number(edition, text):
        return [cards.of_registration(registration)]
    badges = cards.of_tickets(edition, _ending_in(edition, text))
    return (badges + cards.of_people(edition, _people(edition, typed.words(text))))[: SHOWN + 1]


def by_number(edition: Edition, text: str) -> Registration | None:
    """The registration with this reservation number, however it was typed."""
    number = typed.number(text)
    rows = Registration.objects.of(edition).select_related("person", "edition")
    return rows.filter(number=number).first() if number else None


def _people(edition: Edition, words: Sequence[str]) -> list[Person]:
    """Whoever is called exactly so first, then whose name begins so."""
    if not any(words):
        return []
    hits = Person.objects.of(edition).with_words().filter(true_of(words))[:RANKED]
    rows = Person.objects.filter(pk__in=hits.values("pk"))
    return list(rows.order_by(_nearness(" ".join(words)), "name", "pk")[: SHOWN + 1])


def _nearness(name: str) -> Case:
    return Case(
        When(Q(name__iexact=name) | Q(name_en__iexact=name), then=Value(0)),
        When(Q(name__istartswith=name) | Q(name_en__istartswith=name), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def true_of(words: Sequence[str]) -> Q:
    """That every word is a person's: for people `with_words`."""
    conditions = (_holds(word, alone=len(words) == 1) for word in words)
    return reduce(and_, conditions, Q())


def _holds(word: str, *, alone: bool) -> Q:
    condition = Q()
    for fragment in typed.fragments(word, alone=alone):
        condition |= Q(words__contains=fragment)
    return condition


def _ticket(edition: Edition, text: str) -> Ticket | None:
    """The ticket of a scanned code, or of all sixteen digits of a badge."""
    number = _number_in_code(edition, text.strip()) or _number_in_full(text)
    return _tickets(edition).filter(pk=number).first() if number is not None else None


def _number_in_code(edition: Edition, code: str) -> int | None:
    if not code.startswith(signing.PREFIX):
        return None
    keys = SigningKey.objects.filter(edition=edition).values_list("number", "public_key")
    claims = rules.read({number: bytes(key) for number, key in keys}, code)
    return None if isinstance(claims, Verdict) else claims.ticket


def _number_in_full(text: str) -> int | None:
    digits = typed.digits(text)
    whole = digits is not None and len(digits) == typed.TICKET_LENGTH
    return signing.ticket_number(digits) if digits and whole else None


def _ending_in(edition: Edition, text: str) -> list[Ticket]:
    digits = typed.digits(text)
    if digits is None or len(digits) == typed.TICKET_LENGTH:
        return []
    ending = Ticket.objects.ending_in(digits)
    return list(_tickets(edition).filter(pk__in=ending.values("pk")).order_by("pk")[: SHOWN + 1])


def _tickets(edition: Edition) -> QuerySet[Ticket]:
    related = ("person", "registration__person", "registration__edition", "edition", "key")
    return Ticket.objects.of(edition).select_related(*related)
