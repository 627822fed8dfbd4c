"""Consents that nobody needs to give, given later: each unticked, below its notice."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from expo.models import Edition
from visitors import consents
from visitors.models import Consent, ConsentKind, ConsentText
from visitors.pages.registration.consent_form import agreement

GIVEN_LATER = (ConsentKind.OPTIONAL, ConsentKind.MARKETING)
"""The one to a third party names it, on a page of its own."""


class LaterForm(forms.Form):
    """What was not agreed to, in the language of the page, or in another where it has no text."""

    def __init__(self, edition: Edition, standing: Iterable[Consent], *args: Any) -> None:
        super().__init__(*args)
        agreed = {consent.text.kind for consent in standing}
        texts, language = consents.newest(edition), get_language() or "ko"
        for kind in GIVEN_LATER:
            if kind not in agreed and (field := agreement(texts, kind, language)):
                self.fields[kind.value] = field

    @property
    def agreed(self) -> list[ConsentText]:
        """What a valid form says."""
        return [text for text in self.cleaned_data.values() if text]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and not any(said.values()):
            for name in self.fields:
                self.add_error(name, _("Tick what you agree to, or leave this page as it is."))
                break
        return said
