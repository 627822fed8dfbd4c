"""Corrections: what a visitor puts right about himself. What stood there before is kept nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from expo import mails
from expo.errors import Conflict
from expo.models import Mail
from visitors import consents, envelopes
from visitors.models import ConsentKind, Person, Registration, RegistrationSource
from visitors.registrations import ConsentMissing, DataDestroyed, Details, details

FIELDS = ("name", "name_en", "email", "phone", "organisation", "job_title", "country", "language")

Values = Mapping[str, str]


class ChangedMeanwhile(Conflict):
    """Facts: `fields`, each with what stands there now."""

    code = "changed_meanwhile"
    message = _("This was changed elsewhere while the page was open.")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a form saw when it was opened, and what it says now, by field of a person; all tidy."""

    seen: Values
    told: Values

    @property
    def wanted(self) -> dict[str, str]:
        """What was typed anew: a field that still says what it said asks for nothing."""
        return {name: text for name, text in self.told.items() if text != self.seen.get(name)}


@dataclass(frozen=True, slots=True)
class Corrected:
    """The fields that say something else now; `left` is the mail address that is no longer his."""

    fields: list[str] = field(default_factory=list)
    left: str = ""


def known(person: Person) -> dict[str, str]:
    """What stands there, by field."""
    return {name: getattr(person, name) for name in FIELDS}


def label_of(name: str) -> str:
    """A field as people read it."""
    labels = {field.name: field.verbose_name for field in Person._meta.fields}
    return str(capfirst(str(labels[name])))


def open_fields(registration: Registration) -> list[str]:
    """What may be filled in: what is known already can be corrected, and the rest has the consent
    that it was or will be told with. At the desk one consent is for all of it."""
    kinds = {consent.text.kind for consent in consents.standing(registration)}
    allowed = {"language"} | {name for name, text in known(registration.person).items() if text}
    if ConsentKind.COLLECTION in kinds:
        is_one = registration.source != RegistrationSource.ADVANCE or ConsentKind.OPTIONAL in kinds
        allowed |= set(FIELDS) - (set() if is_one else set(details.OPTIONAL_ITEMS))
    return [name for name in FIELDS if name in allowed]


@transaction.atomic
def correct(registration: Registration, correction: Correction) -> Corrected:
    """Write what was typed anew, and tell the visitor by mail which fields it was.

    A field that somebody else changed meanwhile, to something else, is not overwritten unseen.
    Raises ChangedMeanwhile, ConsentMissing, DataDestroyed and what `details.check` does."""
    person = Person.objects.select_for_update().get(pk=registration.person_id)
    if person.erased_at is not None:
        raise DataDestroyed
    changes = _changes(person, correction)
    if not changes:
        return Corrected()
    _check(registration, changes)
    corrected = Corrected(list(changes), _left(person, changes))
    for name, text in changes.items():
        setattr(person, name, text)
    person.save(update_fields=list(changes))
    registration.person = person
    _leave(person, corrected.left)
    _tell(registration, corrected)
    return corrected


def _changes(person: Person, correction: Correction) -> dict[str, str]:
    wanted, stands = correction.wanted, known(person)
    changes = {name: text for name, text in wanted.items() if text != stands[name]}
    missed = {
        name: stands[name] for name in changes if stands[name] != correction.seen.get(name, "")
    }
    if missed:
        raise ChangedMeanwhile(fields=missed)
    return changes


def _check(registration: Registration, changes: Values) -> None:
    told = {name: text for name, text in changes.items() if text and name != "language"}
    details.check(Details(**told))
    if set(told) - set(open_fields(registration)):
        raise ConsentMissing


def _left(person: Person, changes: Values) -> str:
    """The address whose mails are somebody else's now: not one that was written with capitals."""
    told = changes.get("email", person.email)
    return person.email if told.lower() != person.email.lower() else ""


def _leave(person: Person, left: str) -> None:
    """A wrong address is somebody else's: what waits for it goes to the right one, and of what went
    there only that it went remains."""
    if not left:
        return
    went = Mail.objects.filter(about=envelopes.about(person.pk), recipient__iexact=left)
    if person.email:
        went.waiting().update(recipient=person.email)
    mails.erase(went)


def _tell(registration: Registration, corrected: Corrected) -> None:
    """To his address, and after a change of it to the one before, too."""
    kinds = {registration.person.email: "data_changed", corrected.left: "address_left"}
    for address, kind in kinds.items():
        if address:
            fields = corrected.fields
            mails.queue(envelopes.to(registration, kind, recipient=address, fields=fields))
