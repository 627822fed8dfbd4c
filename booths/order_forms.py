"""What is asked for each kind of order: the form is what the stored details mean."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_lazy

from booths.models import DeadlineKind
from expo import personal
from expo.models import Edition

LONGEST_SIGN = 20
"""Syllables that fit on the board of a shell scheme of three metres."""
LONGEST_LATIN_SIGN = 36
PHONE = re.compile(r"\+?[0-9][0-9 ()-]{6,}[0-9]")
POWER = (0, 1, 2, 3, 5, 10, 15, 20)
SLOTS = ("08:00–10:00", "10:00–12:00", "13:00–15:00", "15:00–17:00", "17:00–19:00", "19:00–21:00")
MOST_LINES = 10


def check_tellable(text: str) -> None:
    if not personal.is_writable(text):
        raise ValidationError(
            gettext_lazy("There are control characters in it: type it instead of pasting it."),
            code="unwritable",
        )
    if personal.looks_like_resident_number(text):
        raise ValidationError(
            gettext_lazy("This looks like a resident registration number, which nobody may keep."),
            code="resident_number",
        )


class Line(forms.CharField):
    """One tidy line."""

    default_validators = [check_tellable]

    def to_python(self, value: Any) -> str:
        return personal.tidy(super().to_python(value) or "")


class Phone(Line):
    """Digits in half width, whatever the keyboard made."""

    widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})

    def to_python(self, value: Any) -> str:
        return personal.half_width(super().to_python(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not PHONE.fullmatch(value):
            raise ValidationError(
                gettext_lazy("Write a telephone number in digits, as in 010-1234-5678."),
                code="invalid",
            )


class OrderForm(forms.Form):
    """One kind of order. `initial` are stored details; `details()` is what a valid form stores."""

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition

    def details(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}

    def told(self, details: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Stored details as people read them: label and words, what was left empty left out."""
        for name, field in self.fields.items():
            if words := _words(field, details.get(name)):
                yield str(field.label), words

    def _choose(self, field: str, choices: list[tuple[Any, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a choice field's


class FasciaSignForm(OrderForm):
    text_ko = Line(
        label=gettext_lazy("On the sign (Korean)"),
        max_length=LONGEST_SIGN,
        help_text=gettext_lazy("At most 20 characters: more do not fit on the board."),
    )
    text_en = Line(
        label=gettext_lazy("On the sign (English)"),
        max_length=LONGEST_LATIN_SIGN,
        required=False,
        help_text=gettext_lazy("At most 36 characters. Empty: Korean alone."),
    )


class PowerForm(OrderForm):
    kilowatts = forms.TypedChoiceField(
        label=gettext_lazy("Power"),
        coerce=int,
        choices=[(0, gettext_lazy("None")), *((kw, f"{kw} kW") for kw in POWER if kw)],
    )
    is_all_day = forms.BooleanField(
        label=gettext_lazy("Also at night (24 hours), for servers or refrigerators"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("is_all_day") and said.get("kilowatts") == 0:
            self.add_error("is_all_day", gettext("Choose how much power is needed at night."))
        return said


class NetworkForm(OrderForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Connection"),
        choices=[("none", gettext_lazy("None")), ("wired", gettext_lazy("Wired lines"))],
        widget=forms.RadioSelect,
    )
    lines = forms.IntegerField(
        label=gettext_lazy("Lines"),
        min_value=1,
        max_value=MOST_LINES,
        required=False,
        help_text=gettext_lazy("1 to 10, where you chose wired lines."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        is_wired = said.get("kind") == "wired"
        if is_wired and not said.get("lines") and not self.has_error("lines"):
            self.add_error("lines", gettext("Say how many lines you need."))
        return said | ({} if is_wired else {"lines": None})


class MoveForm(OrderForm):
    """When whose lorry comes. The days are those around the show days."""

    is_in = True

    day = forms.ChoiceField(label=gettext_lazy("Day"))
    slot = forms.ChoiceField(
        label=gettext_lazy("Time"),
        choices=[(slot, slot) for slot in SLOTS],
        help_text=gettext_lazy("The organisers confirm the slot, or offer another one."),
    )
    vehicle = forms.ChoiceField(
        label=gettext_lazy("Vehicle"),
        choices=[
            ("none", gettext_lazy("None: carried by hand")),
            ("car", gettext_lazy("Car or van")),
            ("truck_1t", gettext_lazy("Truck up to 1 t")),
            ("truck_5t", gettext_lazy("Truck up to 5 t")),
            ("truck_large", gettext_lazy("Larger truck")),
        ],
    )
    phone = Phone(
        label=gettext_lazy("Telephone at the unloading"),
        max_length=30,
        help_text=gettext_lazy("Of the firm or the driver, for that day alone."),
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(edition, *args, **options)
        days = [(day.isoformat(), date_format(day, gettext("D, j F"))) for day in self._days()]
        self._choose("day", days)

    def _days(self) -> list[date]:
        shown = list(self.edition.show_days.order_by("date").values_list("date", flat=True))
        if not shown:
            return []
        night = timedelta(days=1)
        return (
            [shown[0] - 2 * night, shown[0] - night]
            if self.is_in
            else [shown[-1], shown[-1] + night]
        )


class MoveOutForm(MoveForm):
    is_in = False


FORMS: dict[DeadlineKind, type[OrderForm]] = {
    DeadlineKind.FASCIA_SIGN: FasciaSignForm,
    DeadlineKind.POWER: PowerForm,
    DeadlineKind.NETWORK: NetworkForm,
    DeadlineKind.MOVE_IN: MoveForm,
    DeadlineKind.MOVE_OUT: MoveOutForm,
}


def told(edition: Edition, kind: str, details: dict[str, Any]) -> list[tuple[str, str]]:
    """A stored order as people read it."""
    return list(FORMS[DeadlineKind(kind)](edition).told(details))


def _words(field: forms.Field, value: Any) -> str:
    match field:
        case forms.BooleanField():
            return gettext("Yes") if value else ""
        case forms.ChoiceField():
            choices: Any = field.choices
            known = {str(key): str(word) for key, word in choices}
            return known.get(str(value), str(value or ""))
    return "" if value is None else str(value)
