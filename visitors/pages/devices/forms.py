"""Which device is to be made: its gate says what it does, its kind where it is enrolled."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from expo.models import Edition
from visitors.models import DeviceKind, Gate, GatePurpose

KINDS = [(kind.value, kind.label) for kind in (DeviceKind.SCANNER, DeviceKind.KIOSK)]
PURPOSES = list(GatePurpose)


class DeviceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, initial=DeviceKind.SCANNER)
    gate = forms.ChoiceField(
        label=_("Gate"),
        help_text=_("It stays: a device that is to stand at another gate is made anew."),
        error_messages={"required": _("Choose the gate where the device will stand.")},
    )
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=60,
        help_text=_("What people call it, such as “phone 3, left lane”. Empty: made up."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    may_search = forms.BooleanField(
        label=_("May look people up by name"),
        required=False,
        help_text=_("Scanners only, and only on-line. Names are shown and never kept on it."),
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        gates = Gate.objects.of(edition).order_by("code")
        self.gates = {gate.code: gate for gate in gates}
        self.fields["gate"].choices = [("", _("Choose one")), *self._choices()]  # type: ignore[attr-defined]

    def _choices(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """By purpose, entrances first: booths are many and their phones few."""
        ordered = sorted(self.gates.values(), key=lambda gate: PURPOSES.index(_purpose(gate)))
        for purpose, gates in groupby(ordered, key=_purpose):
            yield str(purpose.label), [(gate.code, _title(gate)) for gate in gates]

    def clean_gate(self) -> Gate:
        return self.gates[self.cleaned_data["gate"]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        gate = said.get("gate")
        is_kiosk = said.get("kind") == DeviceKind.KIOSK
        if is_kiosk and gate and gate.purpose != GatePurpose.DESK:
            self.add_error(
                "gate", ValidationError(_("A kiosk stands at a desk: it admits nobody."))
            )
        if is_kiosk:
            said["may_search"] = False
        return said


def _purpose(gate: Gate) -> GatePurpose:
    return GatePurpose(gate.purpose)


def _title(gate: Gate) -> str:
    return " · ".join(filter(None, [gate.code, str(gate.name)]))
