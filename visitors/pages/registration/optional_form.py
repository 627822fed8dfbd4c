"""What nobody needs to tell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from visitors import countries
from visitors.pages.personal_fields import OwnPhoneField, TidyField
from visitors.pages.registration.step_form import StepForm


class CountrySelect(forms.Select):
    """Draws its 250 countries in one template instead of one each."""

    template_name = "registration/countries.html"


class OptionalForm(StepForm):
    name_en = TidyField(
        label=_("Name in Latin letters"),
        max_length=100,
        help_text=_("Stands on the badge beside your name."),
    )
    organisation = TidyField(label=_("Organisation"), max_length=120, autocomplete="organization")
    job_title = TidyField(label=_("Job title"), max_length=80, autocomplete="organization-title")
    phone = OwnPhoneField(
        label=_("Telephone"),
        max_length=30,
        autocomplete="tel",
        help_text=_("For example 010-1234-5678 or +82 10 1234 5678."),
    )
    country = forms.ChoiceField(
        label=_("Country"),
        required=False,
        widget=CountrySelect(attrs={"autocomplete": "country"}),
    )

    def __init__(self, language: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = [("", _("Not told")), *countries.named(language)]
        self.fields["country"].choices = chosen  # type: ignore[attr-defined]  # a choice field's

    def asked(self) -> dict[str, str]:
        return {name: str(said or "") for name, said in self.cleaned_data.items()}
