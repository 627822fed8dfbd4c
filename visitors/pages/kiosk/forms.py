"""What it takes to make a browser a kiosk: a paper, and a name for a new one or a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from visitors.models import BadgePaper, Device


class PaperForm(forms.Form):
    paper = forms.ChoiceField(label=_("Paper in the printer"), choices=BadgePaper.choices)

    def __init__(self, *args: Any, **fields: Any) -> None:
        fields.setdefault("initial", {}).setdefault("paper", BadgePaper.A6)
        super().__init__(*args, **fields)


class NewKioskForm(PaperForm):
    name = forms.CharField(
        label=_("Name of the kiosk"),
        max_length=Device._meta.get_field("name").max_length,
        help_text=_("What the staff call it, for example “Kiosk 1, left of the desk”."),
    )

    field_order = ["name", "paper"]


class EnrolmentForm(PaperForm):
    code = forms.CharField(
        label=_("One-time code"),
        max_length=40,
        help_text=_("From the page of devices, for example ABCD-EFGH-JKMN."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    field_order = ["code", "paper"]
