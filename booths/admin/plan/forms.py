"""What is asked before a space is given away or an exhibitor moves."""

from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from booths.admin.plan.panels import day_after
from booths.models import Assignment, Participation, Space
from expo.models import Edition


class GivingForm(forms.Form):
    """To whom, and from which show day to which; both days are named, or none for all of them."""

    participation = forms.ModelChoiceField(queryset=Participation.objects.none())
    first_day = forms.DateField(required=False)
    last_day = forms.DateField(required=False)

    def __init__(self, edition: Edition, *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["participation"]
        field.queryset = Participation.objects.of(edition).select_related("exhibitor", "edition")
        field.error_messages = dict.fromkeys(
            ("required", "invalid_choice"), _("Choose an exhibitor.")
        )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if (first is None) != (last is None):
            raise forms.ValidationError(_("Name both days, or none."))
        if first and last and last < first:
            raise forms.ValidationError(_("The last day is before the first."))
        return cleaned

    def days(self) -> DateRange | None:
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return DateRange(first, day_after(last)) if first else None


class MoveForm(forms.Form):
    """To which space, by its code."""

    target = forms.ModelChoiceField(queryset=Space.objects.none(), to_field_name="code")

    def __init__(self, edition: Edition, *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["target"]
        field.queryset = Space.objects.of(edition).select_related("edition", "hall")
        field.error_messages = dict.fromkeys(
            ("required", "invalid_choice"), _("Choose the space to move to.")
        )


class SwapForm(forms.Form):
    """With whom."""

    other = forms.ModelChoiceField(queryset=Assignment.objects.none())

    def __init__(self, edition: Edition, *args: Any) -> None:
        super().__init__(*args)
        field: Any = self.fields["other"]
        field.queryset = Assignment.objects.of(edition).with_parties()
        field.error_messages = dict.fromkeys(
            ("required", "invalid_choice"), _("Choose with whom to change places.")
        )


def refusals(form: forms.Form) -> list[str]:
    """Each once."""
    said = (str(sentence) for errors in form.errors.values() for sentence in errors)
    return list(dict.fromkeys(said))
