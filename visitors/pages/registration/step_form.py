"""What one step asks."""

from typing import Any

from django import forms


class StepForm(forms.Form):
    def asked(self) -> dict[str, Any]:
        """What a valid form says, in the words of an application."""
        return dict(self.cleaned_data)
