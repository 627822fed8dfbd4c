"""What may be typed into a listing: made tidy, or refused with a sentence that says what to do.

Everything is plain text. Whatever looks like HTML stays what it is, and is escaped where it is
shown. Each of these is called with what was typed and returns what is kept, as JSON."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _

from expo import personal

UNWRITABLE = "unwritable"
RESIDENT_NUMBER = "resident_number"
ANY_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
PHONE = re.compile(r"[0-9 +()\-.,/#*]*")
GAPS = re.compile(r"\n{3,}")
LONGEST_ADDRESS = 200

is_address = URLValidator(
    schemes=["http", "https"],
    message=_("This is not the address of a web page. Example: https://www.example.org"),
)
is_mail_address = EmailValidator(
    message=_("This is not a mail address. Example: booth@example.org")
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of at most so many characters."""

    most: int
    is_required: bool = False

    def __call__(self, typed: Any) -> str:
        return _proper(personal.tidy(_text(typed)), self.most, is_required=self.is_required)


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs of at most so many characters, with at most one empty line between them."""

    most: int

    def __call__(self, typed: Any) -> str:
        lines = unicodedata.normalize("NFC", _text(typed)).replace("\t", " ").splitlines()
        text = GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()
        return _proper(text, self.most)


def address(typed: Any) -> str:
    """A web page, over http or https; without either, https is meant."""
    text = _proper(personal.tidy(_text(typed)), LONGEST_ADDRESS)
    if not text:
        return text
    if not ANY_SCHEME.match(text):
        text = f"https://{text}"
    is_address(text)
    if "@" in urlsplit(text).netloc:
        raise ValidationError(_("Leave the name before the @ out of the address."), "address")
    return text


def mail_address(typed: Any) -> str:
    text = _proper(personal.tidy(_text(typed)), 254)
    if text:
        is_mail_address(text)
    return text


def phone(typed: Any) -> str:
    """Digits in half width with the signs that people put between them."""
    text = _proper(personal.tidy(personal.half_width(_text(typed))), 30)
    text = text.translate(dict.fromkeys(map(ord, personal.DASHES), "-"))
    if not PHONE.fullmatch(text) or (text and len(personal.digits_of(text)) < 3):
        raise ValidationError(
            _("A telephone number has at least three digits, and + ( ) - between them."), "phone"
        )
    return text


def _text(typed: Any) -> str:
    if typed is None:
        return ""
    if not isinstance(typed, str):
        raise ValidationError(_("This has to be a text."), "not_a_text")
    return typed


def _proper(text: str, most: int, *, is_required: bool = False) -> str:
    if not personal.is_visible(text):
        text = ""
    if is_required and not text:
        raise ValidationError(_("Please fill this in."), "required")
    if len(text) > most:
        raise ValidationError(
            _("%(count)s characters are too many: at most %(most)s."),
            "too_long",
            {"count": len(text), "most": most},
        )
    if not personal.is_writable(text.replace("\n", " ")):
        raise ValidationError(
            _("There are control characters in it: type it instead of pasting it."), UNWRITABLE
        )
    if personal.looks_like_resident_number(text):
        raise ValidationError(
            _("This looks like a resident registration number, which may never be published."),
            RESIDENT_NUMBER,
        )
    return text
