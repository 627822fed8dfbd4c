"""The desk's forms: what somebody types in a hurry, on a phone, with a bad network."""

import re
import unicodedata
from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy

from expo import editions
from expo.errors import DomainError
from expo.models import Edition
from visitors import areas
from visitors.models import Area, ObservationKind
from visitors.observations import CLOCKS_DIFFER, Headcount, ToldDifferently

DIGITS = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)")
BESIDE = {  # what is wrong, and the field beside which it is said
    "not_countable": "place",
    "other_edition": "place",
    "count_out_of_range": "count",
    "observed_in_future": "counted_at",
}


class CountField(forms.Field):
    """A number as people write it: 4050, 4,050, or full-width digits of a Korean keyboard."""

    default_error_messages = {
        "required": gettext_lazy("Enter how many people you counted. Nobody is 0."),
        "invalid": gettext_lazy("Write the number in digits, as in 4050 or 4,050."),
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> int | None:
        text = re.sub(r"\s", "", unicodedata.normalize("NFKC", value or "")).replace("−", "-")
        if not text:
            return None
        if not DIGITS.fullmatch(text) or len(text) > 20:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text.replace(",", ""))


class Unseen:
    """A hidden field: whatever is wrong with it, the person at the desk can do nothing about it."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)  # type: ignore[misc]  # the form field's
        except ValidationError:
            return None


class UnseenId(Unseen, forms.UUIDField):
    widget = forms.HiddenInput


class UnseenMoment(Unseen, forms.DateTimeField):
    widget = forms.HiddenInput


class HeadcountForm(forms.Form):
    """One headcount. `uuid` makes sending it twice harmless; `pressed_at` is when the button was
    first pressed, by the fair's clock, as the network may take its time."""

    uuid = UnseenId(required=False)
    pressed_at = UnseenMoment(required=False)
    place = forms.CharField(
        label=gettext_lazy("Place"),
        max_length=40,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose where you counted.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of headcount"),
        choices=ObservationKind.choices,
        widget=forms.RadioSelect,
    )
    count = CountField(label=gettext_lazy("People counted"))
    counted_at = forms.TimeField(
        label=gettext_lazy("Counted at"),
        required=False,
        help_text=gettext_lazy("Hours and minutes of today. Empty: just now."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes: 13:02.")},
    )

    def __init__(self, edition: Edition, at: datetime, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition, self.at = edition, at

    def offer(self, places: list[Area], kind: ObservationKind) -> None:
        """Show these places to choose from, and the kind that is usual now."""
        choices = [(areas.word(place), areas.title(place)) for place in places]
        self.fields["place"].widget.choices = choices
        self.initial = {"kind": kind, **self.initial}

    def clean_place(self) -> Area:
        try:
            return areas.named(self.edition, self.cleaned_data["place"])
        except areas.UnknownArea as error:
            raise ValidationError(error.message, code=error.code) from error

    def headcount(self) -> Headcount:
        """What a valid form says."""
        said = self.cleaned_data
        return Headcount(
            area=said["place"],
            count=said["count"],
            kind=ObservationKind(said["kind"]),
            observed_at=self._moment(said["counted_at"], said["pressed_at"]),
            uuid=said["uuid"] or uuid4(),
        )

    def refuse(self, error: DomainError) -> None:
        """Say beside its field what the domain refused."""
        was_sent = isinstance(error, ToldDifferently)
        message = str(SENT_BEFORE) % error.facts if was_sent else str(error.message)
        self.add_error(BESIDE.get(error.code), message)

    def renew(self) -> None:
        """Let what was typed be sent again, at the moment when it will be."""
        is_taken = self.has_error(NON_FIELD_ERRORS)
        typed = {name: self.data[name] for name in self.data} | {"pressed_at": ""}
        if is_taken or not self.cleaned_data.get("uuid"):
            typed["uuid"] = str(uuid4())
        self.data = typed

    def _moment(self, typed: time | None, pressed_at: datetime | None) -> datetime | None:
        """On the fair's day, which reaches beyond midnight; None for just now."""
        if typed is None:
            return self._pressed(pressed_at)
        day = editions.show_day(self.edition, self.at)
        if typed < self.edition.day_boundary:
            day += timedelta(days=1)
        return datetime.combine(day, typed, tzinfo=self.edition.tz)

    def _pressed(self, pressed_at: datetime | None) -> datetime | None:
        """A button that was pressed on another day, or will be, was not pressed."""
        if pressed_at is None or pressed_at > self.at + CLOCKS_DIFFER:
            return None
        is_today = editions.show_day(self.edition, pressed_at) == editions.show_day(
            self.edition, self.at
        )
        return pressed_at if is_today else None


SENT_BEFORE = gettext_lazy(
    "This form was sent before, with %(count)s people. If this is another headcount, send it "
    "again; if the first one was wrong, undo that one below."
)
