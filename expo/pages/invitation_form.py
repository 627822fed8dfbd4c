"""What whoever is invited fills in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from expo.invitations import Choice
from expo.models import Account


class InvitationForm(forms.Form):
    """One password field, shown on demand: who sees what he types need not type it twice."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name: the others see who did what.")},
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        help_text=_("Mails to you are in this language."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "data-shown-on-demand": True},
        ),
        help_text=_("At least 10 characters. A sentence is easy to remember and hard to guess."),
        error_messages={"required": _("Choose a password.")},
    )

    def __init__(self, account: Account, typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(typed, initial={"name": account.name, "language": account.language})
        self.account = account

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self.account.name = said.get("name", "")  # a password must not resemble it
        if password := said.get("password"):
            try:
                password_validation.validate_password(password, self.account)
            except forms.ValidationError as wrong:
                self.add_error("password", wrong)
        return said

    def choice(self) -> Choice:
        """What a valid form says."""
        said = self.cleaned_data
        return Choice(name=said["name"], language=said["language"], password=said["password"])
