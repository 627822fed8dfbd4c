"""Envelopes: to whom a mail goes, in which language, and whose data it holds."""

from typing import Any

from expo.mails import Letter
from visitors.models import Registration

ABOUT_A_PERSON = "person:"


def to(
    registration: Registration,
    kind: str,
    *,
    key: str | None = None,
    recipient: str = "",
    **facts: Any,
) -> Letter:
    """A letter of that kind to whoever is registered, at his address unless there is another."""
    person = registration.person
    return Letter(
        kind=kind,
        recipient=recipient or person.email,
        language=person.language,
        edition=registration.edition,
        about=about(person.pk),
        facts={"registration": str(registration.uuid), **facts},
        key=key,
    )


def about(person: int) -> str:
    """What stands in `Mail.about` of a mail that holds data of the person with that key."""
    return f"{ABOUT_A_PERSON}{person}"
