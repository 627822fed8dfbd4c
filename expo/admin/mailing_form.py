"""What an organiser writes to many, whoever they are."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from expo import personal
from expo.mailings import Draft

TEXT = _("Plain text. An empty line begins a new paragraph; addresses become links.")


WORDS = ("subject_ko", "text_ko", "subject_en", "text_en")


class MailingForm(forms.Form):
    """`uuid` makes sending it twice harmless; `previewed` is the print of what was looked at."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    previewed = forms.CharField(widget=forms.HiddenInput, required=False)
    subject_ko = forms.CharField(
        label=_("Subject (Korean)"), max_length=120, widget=UnfoldAdminTextInputWidget
    )
    text_ko = forms.CharField(
        label=_("Text (Korean)"),
        max_length=8000,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text=TEXT,
    )
    subject_en = forms.CharField(
        label=_("Subject (English)"),
        max_length=120,
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )
    text_en = forms.CharField(
        label=_("Text (English)"),
        max_length=8000,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
        help_text=_("Without English everybody gets the Korean text."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in WORDS:
            if personal.looks_like_resident_number(said.get(name) or ""):
                words = _("This looks like a resident registration number, which nobody may keep.")
                self.add_error(name, ValidationError(words, code="resident_number"))
        for given, lacking in [("subject_en", "text_en"), ("text_en", "subject_en")]:
            if said.get(given) and not said.get(lacking) and lacking not in self.errors:
                self.add_error(
                    lacking,
                    ValidationError(
                        _("English needs a subject and a text, or neither."), code="half"
                    ),
                )
        return said

    @property
    def id(self) -> UUID:
        uuid: UUID = self.cleaned_data["uuid"]
        return uuid

    def draft(self) -> Draft:
        """What a valid form says."""
        return Draft(**{name: self.cleaned_data[name] for name in WORDS})
