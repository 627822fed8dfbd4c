"""From what was typed into a cell to a value: what is not plain is refused, never guessed."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from stdnum.exceptions import ValidationError as StdnumError

from booths import registration_numbers
from booths.spreadsheets.columns import folded
from booths.spreadsheets.faults import CellFault
from expo import personal

Reader = Callable[[str], Any]

NUMBER = re.compile(r"-?\d{1,5}(\.\d+)?")
DATE = re.compile(r"(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?")
CODE = re.compile(r"[\w\-][\w.\-]*")
SLUG = re.compile(r"[A-Za-z0-9_\-]+")
COUNTRY = re.compile(r"[A-Z]{2}")
MOST_METRES = Decimal("99999.99")

TOO_LONG = gettext_lazy("This text is too long.")
NO_NUMBER = gettext_lazy(
    "This is no number of metres such as 4.5: the decimal sign is a point, thousands are not "
    "separated, the unit is left out."
)
NO_DATE = gettext_lazy("This is no date such as 2023-11-23, the year first.")
NO_COUNTRY = gettext_lazy("This is no country code of two letters such as KR.")
NO_CODE = gettext_lazy("A code consists of letters, digits, hyphens and points, without spaces.")
NO_SLUG = gettext_lazy(
    "This code stands in an address: it consists of Latin letters, digits and hyphens."
)
CONTROLS = gettext_lazy("This cell holds a line break or another invisible character.")
WRONG_NUMBER = gettext_lazy("This is no business registration number: its check digit is wrong.")
PERSONAL = gettext_lazy("This looks like a resident registration number, which nobody may keep.")


def text(longest: int) -> Reader:
    def read(typed: str) -> str:
        if len(typed) > longest:
            raise CellFault(TOO_LONG, _("At most %(most)s characters.") % {"most": longest})
        if not personal.is_writable(typed):
            raise CellFault(CONTROLS)
        if personal.looks_like_resident_number(typed):
            raise CellFault(PERSONAL)
        return typed

    return read


def code(longest: int, pattern: re.Pattern[str] = CODE) -> Reader:
    def read(typed: str) -> str:
        if not pattern.fullmatch(typed):
            raise CellFault(NO_SLUG if pattern is SLUG else NO_CODE)
        return str(text(longest)(typed))

    return read


def metres(typed: str) -> Decimal:
    """Full-width digits are digits too. More than two decimals is more than the floor knows."""
    plain = unicodedata.normalize("NFKC", typed)
    if not NUMBER.fullmatch(plain):
        raise CellFault(NO_NUMBER)
    number = Decimal(plain)
    if number != number.quantize(Decimal("0.01")):
        raise CellFault(gettext_lazy("Metres have two decimals at most."))
    return number


def at_least_zero(typed: str) -> Decimal:
    if (number := metres(typed)) < 0:
        raise CellFault(gettext_lazy("This is less than nothing."))
    return number


def extent(typed: str) -> Decimal:
    if (number := metres(typed)) <= 0:
        raise CellFault(gettext_lazy("A space is wider and deeper than nothing."))
    return number


def day(typed: str) -> date:
    """The year comes first: 3/4/2023 is March to some and April to others."""
    found = DATE.fullmatch(unicodedata.normalize("NFKC", typed))
    if not found:
        raise CellFault(NO_DATE)
    try:
        return date(*map(int, found.groups()))
    except ValueError as error:
        raise CellFault(NO_DATE) from error


def country(typed: str) -> str:
    if not COUNTRY.fullmatch(typed.upper()):
        raise CellFault(NO_COUNTRY)
    return typed.upper()


def registration_number(typed: str) -> str:
    """With hyphens, 123-45-67891, however it was typed."""
    try:
        return registration_numbers.written(typed)
    except StdnumError as error:
        raise CellFault(WRONG_NUMBER) from error


def choice(choices: type[TextChoices]) -> Reader:
    """By its code, or by its label in any language."""
    known = _names(choices)

    def read(typed: str) -> Any:
        try:
            return known[folded(typed)]
        except KeyError as error:
            told = ", ".join(f"{value} ({label})" for value, label in choices.choices)
            rule = gettext_lazy("This is none of the values that may stand here.")
            raise CellFault(rule, _("They are: %(values)s.") % {"values": told}) from error

    return read


def one_of(rows: Mapping[str, Any], rule: Any, *, most: int = 12) -> Reader:
    """A row by its code."""

    def read(typed: str) -> Any:
        try:
            return rows[typed]
        except KeyError as error:
            few = ", ".join(sorted(rows)) if len(rows) <= most else ""
            told = _("There are: %(codes)s.") % {"codes": few} if few else ""
            raise CellFault(rule, told) from error

    return read


def _names(choices: type[TextChoices]) -> dict[str, Any]:
    names: dict[str, Any] = {folded(member.value): member for member in choices}
    for language in ("ko", "en"):
        with override(language):
            names |= {folded(str(member.label)): member for member in choices}
    return names
