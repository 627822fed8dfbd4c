"""What people tell of themselves: as much as they like, and nothing that must never be kept."""

from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from expo import personal
from expo.errors import Refused
from visitors.models import Person

if TYPE_CHECKING:
    from django.db.models import CharField

OPTIONAL_ITEMS = ("name_en", "organisation", "job_title", "phone", "country")
"""What nobody needs to tell who registers in advance, and what has a consent of its own there."""


class ResidentNumber(Refused):
    """Facts: the `field` in which it stood. What it said is told to nobody."""

    code = "resident_number"
    message = _(
        "This looks like a resident registration number, which is never kept here. Leave it out."
    )


class Unwritable(Refused):
    """Facts: the `field`."""

    code = "unwritable"
    message = _("There are control characters in it: type it instead of pasting it.")


class TooLong(Refused):
    """Facts: the `field`, and the characters it has at most."""

    code = "too_long"
    message = _("This is longer than can be kept.")


class NoMailAddress(Refused):
    """Facts: the `field`."""

    code = "no_mail_address"
    message = _("This is not a mail address. It looks like name@example.org.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person tells of himself: nothing, if he likes. All of it tidy; the country by its
    ISO 3166 code."""

    name: str = ""
    name_en: str = ""
    organisation: str = ""
    job_title: str = ""
    email: str = ""
    phone: str = ""
    country: str = ""

    @property
    def is_personal(self) -> bool:
        return any(self.to_fields().values())

    @property
    def has_optional_items(self) -> bool:
        return any(getattr(self, name) for name in OPTIONAL_ITEMS)

    def to_fields(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


def check(details: Details) -> None:
    """Whether all of it can be kept. Raises ResidentNumber, Unwritable, TooLong, NoMailAddress."""
    for name, text in details.to_fields().items():
        _check_text(name, text)
    if details.email:
        _check_mail(details.email)


def _check_text(name: str, text: str) -> None:
    if personal.looks_like_resident_number(text):
        raise ResidentNumber(field=name)
    if not personal.is_writable(text):
        raise Unwritable(field=name)
    if len(text) > (longest := _longest(name)):
        raise TooLong(field=name, longest=longest)


@cache
def _longest(name: str) -> int:
    return cast("CharField[str, str]", Person._meta.get_field(name)).max_length or 0


def _check_mail(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise NoMailAddress(field="email") from error
