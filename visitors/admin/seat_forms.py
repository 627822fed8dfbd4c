"""By which number an organiser names whoever gets a seat."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models import Ticket
from visitors.registrations import typed


class GiveForm(forms.Form):
    """`ticket` is there once the form is valid: the newest valid one of the registration."""

    number = forms.CharField(
        label=_("Reservation number"),
        max_length=20,
        help_text=_("It stands on the ticket and in its mail: nine letters and digits."),
        error_messages={"required": _("Enter a reservation number.")},
    )
    ticket: Ticket

    def __init__(self, edition: Edition, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.edition = edition

    def clean_number(self) -> str:
        number = typed.number(self.cleaned_data["number"]) or ""
        valid = Ticket.objects.of(self.edition).valid().filter(registration__number=number)
        found = valid.order_by("-issued_at", "-pk").first()
        if found is None:
            raise ValidationError(_("Nobody has a valid ticket with this number."), code="nobody")
        self.ticket = found
        return number
