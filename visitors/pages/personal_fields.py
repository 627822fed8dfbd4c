"""Form fields for what people tell of themselves: tidy, writable, and never a resident number."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from expo import personal
from visitors.registrations import NoMailAddress, ResidentNumber

RESIDENT_NUMBER = ResidentNumber.code


def check_writable(text: str) -> None:
    if not personal.is_writable(text):
        raise ValidationError(
            _("There are control characters in it: type it instead of pasting it."),
            code="unwritable",
        )


def check_no_resident_number(text: str) -> None:
    if personal.looks_like_resident_number(text):
        raise ValidationError(ResidentNumber.message, code=RESIDENT_NUMBER)


def check_visible(text: str) -> None:
    if not personal.is_visible(text):
        raise ValidationError(_("There is nothing to be seen in it."), code="invisible")


def check_mail(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(NoMailAddress.message, code=NoMailAddress.code) from error


NO_PHONE = _(
    "Write the number in digits: 010-1234-5678; from abroad with its country code: +1 415 555 0100."
)


class TidyField(forms.CharField):
    """One line, composed and without spaces around it; empty is an answer.

    `autocomplete` says whose data it is where people fill in their own."""

    default_validators = [check_writable, check_no_resident_number]

    inputmode = "text"

    def __init__(self, *, autocomplete: str = "off", **options: Any) -> None:
        attributes = {"autocomplete": autocomplete, "inputmode": self.inputmode}
        widget = forms.TextInput(attrs=attributes)
        super().__init__(**{"required": False, "widget": widget, **options})

    def to_python(self, value: Any) -> str:
        return personal.tidy(super().to_python(value) or "")


class MailField(TidyField):
    inputmode = "email"
    default_validators = [*TidyField.default_validators, *forms.EmailField.default_validators]


class PhoneField(TidyField):
    """Digits in half width, whatever the keyboard made."""

    inputmode = "tel"

    def to_python(self, value: Any) -> str:
        return personal.half_width(super().to_python(value))


class NameField(TidyField):
    """What somebody is called: anything, as long as it can be seen."""

    default_validators = [*TidyField.default_validators, check_visible]


class OwnMailField(MailField):
    """Anybody's own, as any keyboard writes it, also at a domain with a Korean name."""

    default_validators = [*TidyField.default_validators, check_mail]

    def to_python(self, value: Any) -> str:
        return personal.half_width(super().to_python(value)).replace(" ", "")


class OwnPhoneField(PhoneField):
    """Anybody's own, from any country, in the one shape in which it is kept."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if typed and not personal.phone_number(typed):
            raise ValidationError(NO_PHONE, code="no_phone_number")
        return personal.phone_number(typed)


def without_resident_numbers(form: forms.BaseForm, names: Iterable[str]) -> dict[str, Any]:
    """The data to show a form with again: what looks like a resident number is not repeated."""
    blank = {name: "" for name in names if form.has_error(name, RESIDENT_NUMBER)}
    return {name: form.data[name] for name in form.data} | blank
