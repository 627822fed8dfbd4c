"""Why somebody needs a list of people: asked by one and the same field, wherever one leaves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo import personal

LONGEST = 200
SHORTEST = 5
"""A letter or a full stop is no reason."""


def check_reason(text: str) -> None:
    if personal.looks_like_resident_number(text):
        raise ValidationError(
            _("This looks like a resident registration number, which nobody may keep."),
            code="resident_number",
        )
    if not (personal.is_writable(text) and len(text) >= SHORTEST):
        raise ValidationError(
            _("Say in a few words what the list is needed for."), code="no_reason"
        )


class ReasonField(forms.CharField):
    """One tidy line that goes into the access log as it is."""

    default_validators = [check_reason]

    def __init__(self, **options: Any) -> None:
        said = {
            "label": _("Reason"),
            "help_text": _(
                "What the list is needed for. It stands in the access log, with your name and the "
                "time. Do not write anybody's name here."
            ),
            "max_length": LONGEST,
            "error_messages": {"required": _("Say in a few words what the list is needed for.")},
        }
        super().__init__(**{**said, **options})

    def to_python(self, value: Any) -> str:
        return personal.tidy(super().to_python(value) or "")


class ReasonForm(forms.Form):
    """For a page that asks for nothing else before it hands a list out."""

    reason = ReasonField()
