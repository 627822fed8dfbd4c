"""What a visitor told of himself, put right by himself."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from expo.errors import DomainError
from visitors import corrections
from visitors.corrections import ChangedMeanwhile, Correction
from visitors.models import Registration
from visitors.pages.personal_fields import (
    NameField,
    OwnMailField,
    without_resident_numbers,
)
from visitors.pages.registration.optional_form import OptionalForm

KEPT = ("name", "email")
"""What cannot be emptied once it is there: whoever wants that has his data erased."""


class SeenField(forms.JSONField):
    """What the form showed when it was opened, by field. Whatever is wrong with it counts as
    nothing seen: then nothing that stands is overwritten."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> dict[str, str]:
        try:
            seen = super().clean(value)
        except (forms.ValidationError, RecursionError):  # nested a thousand deep
            return {}
        return {str(name): str(seen[name]) for name in seen} if isinstance(seen, Mapping) else {}

    def bound_data(self, data: Any, initial: Any) -> Any:
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return initial


class DetailsForm(OptionalForm):
    """The fields of a registration: of those only what is held, and what its consent allows."""

    seen = SeenField(required=False)
    name = NameField(label=gettext_lazy("Name"), max_length=100, autocomplete="name")
    email = OwnMailField(
        label=gettext_lazy("Mail address"),
        max_length=254,
        autocomplete="email",
        help_text=gettext_lazy("After a change both addresses get a mail."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of our mails"),
        choices=[("ko", "한국어"), ("en", "English")],
    )
    field_order = corrections.FIELDS

    def __init__(self, registration: Registration, *args: Any) -> None:
        super().__init__(get_language() or "ko", *args)
        self.registration = registration
        known, shown = corrections.known(registration.person), corrections.open_fields(registration)
        for name in set(corrections.FIELDS) - set(shown):
            del self.fields[name]
        for name in KEPT:
            if name in self.fields:
                self.fields[name].required = bool(known[name])
        self.initial = {**known, "seen": {name: known[name] for name in shown}}

    def correction(self) -> Correction:
        """What a valid form says."""
        told = {name: self.cleaned_data[name] for name in self.fields if name != "seen"}
        return Correction(seen=self.cleaned_data["seen"], told=told)

    def refuse(self, error: DomainError) -> None:
        """Say beside its field what the domain refused."""
        if isinstance(error, ChangedMeanwhile):
            self._refuse_changed(error.facts["fields"])
            return
        field = error.facts.get("field")
        self.add_error(field if field in self.fields else None, str(error.message))

    def renew(self) -> None:
        """Show what was typed again, without what must not be kept."""
        self.data = without_resident_numbers(self, self.fields)

    def _refuse_changed(self, now: Mapping[str, str]) -> None:
        """Whoever presses again has seen what stands there now."""
        for name, text in now.items():
            said = _("While this page was open it was changed to “%(now)s”.") % {"now": text}
            insist = _("Press the button again to write yours instead.")
            self.add_error(name, f"{said} {insist}")
        seen = {**self.cleaned_data.get("seen", {}), **now}
        self.data = {**{name: self.data[name] for name in self.data}, "seen": _json(seen)}


def _json(seen: Mapping[str, str]) -> str:
    return str(forms.JSONField().prepare_value(dict(seen)))
