"""Who may be registered already: same name, and one more thing that is the same."""

from datetime import datetime

from django.db import connection
from django.db.models.functions import Lower

from expo import personal
from expo.models import Edition
from visitors import merges
from visitors.models import Merge, Person
from visitors.registrations import cards, finding, typed
from visitors.registrations.cards import Found
from visitors.registrations.details import Details

NAMESAKES = 200
OFFERED = 3


def of(edition: Edition, details: Details) -> list[Found]:
    """The cards of those who may be the same human; nobody where there is only a name to go by."""
    words = typed.words(details.name or details.name_en)
    if not words:
        return []
    rows = Person.objects.of(edition).with_words().filter(finding.true_of(words))
    same = [person for person in rows[:NAMESAKES] if _is_like(person, details)]
    return cards.of_people(edition, same)[:OFFERED]


def note(person: Person, *, at: datetime) -> Merge | None:
    """Have the figures count one human where somebody of the same name and mail address has
    registered before."""
    before = _before(person)
    return merges.merge(person, before, at=at) if before else None


def wait_for_others(edition: Edition, details: Details) -> None:
    """Let whoever registers under the same mail address at the same moment finish first, so that
    the second sees the first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(lower(%s), %s))",
            [details.email, edition.pk],
        )


def _before(person: Person) -> Person | None:
    """The first of them."""
    known = Person.objects.filter(edition=person.edition_id, pk__lt=person.pk)
    known = known.annotate(mail=Lower("email")).filter(mail=person.email.lower())
    same = (one for one in known.order_by("pk") if _plain(one.name) == _plain(person.name))
    return next(same, None)


def _is_like(person: Person, details: Details) -> bool:
    told, known = _traits(details), _traits(person)
    names = {_plain(details.name), _plain(details.name_en)} - {""}
    is_namesake = bool(names & {_plain(person.name), _plain(person.name_en)})
    return is_namesake and bool(told & known)


def _traits(who: Person | Details) -> set[tuple[str, str]]:
    """What tells namesakes apart, as far as it is known."""
    traits = {
        ("phone", personal.digits_of(who.phone)[-8:]),
        ("email", _plain(who.email)),
        ("organisation", _plain(who.organisation)),
    }
    return {trait for trait in traits if trait[1]}


def _plain(text: str) -> str:
    return personal.tidy(text).replace(" ", "").lower()
