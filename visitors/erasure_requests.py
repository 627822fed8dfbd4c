"""Erasures that a visitor asks for himself: of his own data, and of those who came along."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from expo import mails
from expo.mails import Letter
from expo.models import Account, Destruction, DestructionCause, Edition
from visitors import erasures
from visitors.models import Registration


@transaction.atomic
def fulfil(
    people: Iterable[Registration], *, at: datetime, by: Account | None = None
) -> list[Destruction]:
    """Erase the people of these registrations, and tell each address that it is done: in a mail
    that is forgotten once it is sent. Asked again it does nothing.

    `by` is who serves them, and has seen who they are: other registrations of the same human go,
    too. A link proves its own registration alone, for anybody can register under any name and mail
    address."""
    done, letters = [], []
    for registration in people:
        registration.person.refresh_from_db()
        address, language = registration.person.email, registration.person.language
        certificates = _erased(registration, at, by)
        if certificates and address:
            letters.append(_letter(registration.edition, address, language, certificates))
        done += certificates
    for letter in letters:  # later, as two of a family may have one address
        mails.queue(letter)
    return done


def _erased(registration: Registration, at: datetime, by: Account | None) -> list[Destruction]:
    return erasures.erase(
        registration.person, cause=DestructionCause.REQUESTED, at=at, by=by, alone=by is None
    )


def _letter(
    edition: Edition, address: str, language: str, certificates: list[Destruction]
) -> Letter:
    return Letter(
        kind="erased",
        recipient=address,
        language=language,
        edition=edition,
        facts={"certificates": [certificate.number for certificate in certificates]},
    )
