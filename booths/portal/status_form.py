"""The form behind “is your booth running?”: three taps, whatever they do not say is usual."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from booths import outage_texts
from booths.models import Cause, Operation, Outage, Space
from booths.outage_texts import Texts
from booths.outages import Notice
from booths.stands import Stands
from expo import editions, personal, show_days
from expo.errors import DomainError, Refused
from expo.models import Edition

AGO = {"now": 0, "5": 5, "15": 15, "30": 30}
"""Minutes, by what is sent."""
AT_A_TIME, NEVER = "time", "never"
AHEAD = {"30": 30, "60": 60, "120": 120}
UNKNOWN, CLOSING, KEPT = "unknown", "closing", "kept"
BESIDE = {
    "starts_in_future": "since_time",
    "ends_in_future": "since_time",
    "ends_before_start": "since_time",
    "nothing_to_suspend": "spaces",
    "expected_in_past": "until",
}
"""What the domain refuses, and the field beside which it is said."""


def check_publishable(text: str) -> None:
    try:
        outage_texts.check(text)
    except Refused as error:
        raise ValidationError(str(error.message), code=error.code) from error


class PublicText(forms.CharField):
    """One line that visitors read."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_validators = [check_publishable]

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=200, **options)

    def to_python(self, value: Any) -> str:
        return personal.tidy(super().to_python(value) or "")


class StatusForm(forms.Form):
    """How the chosen booths run. Always about the stands as they were at one moment."""

    spaces = forms.MultipleChoiceField(
        label=gettext_lazy("Which booths"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one booth.")},
    )
    state = forms.ChoiceField(
        label=gettext_lazy("How does your booth run?"),
        choices=[
            (Operation.OPERATING.value, gettext_lazy("It runs")),
            (Operation.DEGRADED.value, gettext_lazy("Limited")),
            (Operation.SUSPENDED.value, gettext_lazy("Suspended")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how your booth runs.")},
    )
    cause = forms.ChoiceField(
        label=gettext_lazy("Why?"),
        required=False,
        choices=[
            (Cause.OWN_DEVICE.value, gettext_lazy("Our equipment")),
            (Cause.GOVERNMENT_NETWORK.value, gettext_lazy("Government network")),
            (Cause.VENUE.value, gettext_lazy("Power or network of the venue")),
            (Cause.STAFF.value, gettext_lazy("Nobody at the booth")),
            (Cause.OTHER.value, gettext_lazy("Another reason")),
        ],
        widget=forms.RadioSelect,
    )
    since = forms.ChoiceField(
        label=gettext_lazy("Since when?"), required=False, widget=forms.RadioSelect
    )
    since_time = forms.TimeField(
        label=gettext_lazy("At a time"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time as hours and minutes: 15:25.")},
    )
    is_about = forms.BooleanField(label=gettext_lazy("About: nobody knows exactly"), required=False)
    text_ko = PublicText(label=gettext_lazy("What visitors read (Korean)"))
    text_en = PublicText(label=gettext_lazy("What visitors read (English)"))
    until = forms.ChoiceField(label=gettext_lazy("When does it run again?"), required=False)

    def __init__(self, stands: Stands, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stands, self.edition, self.at = stands, edition, stands.at
        codes = [space.code for space in stands.spaces]
        self._offer("spaces", [(code, code) for code in codes])
        self._offer("since", self._starts())
        self._offer("until", self._ends())
        self.initial = {"spaces": codes, "since": "now", **self._standing(), **self.initial}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("state") in {Operation.DEGRADED, Operation.SUSPENDED} and not said.get("cause"):
            self._complain("cause", gettext("Choose why."))
        if said.get("since") == AT_A_TIME and said.get("since_time") is None:
            self._complain("since_time", gettext("Write the time as hours and minutes: 15:25."))
        return said

    @property
    def is_running(self) -> bool:
        return bool(self.cleaned_data["state"] == Operation.OPERATING)

    @property
    def chosen(self) -> list[Space]:
        return [space for space in self.stands.spaces if space.code in self.cleaned_data["spaces"]]

    @property
    def since_moment(self) -> datetime | None:
        """Since when what is told is so; None for a mistake, which never was."""
        said = self.cleaned_data
        if said["since"] == NEVER:
            return None
        if said["since"] == AT_A_TIME:
            today = editions.show_day(self.edition, self.at)
            return datetime.combine(today, said["since_time"], tzinfo=self.edition.tz)
        return self.at - timedelta(minutes=AGO.get(said["since"], 0))

    def notice(self) -> Notice:
        """What a valid form says of booths that do not run."""
        said = self.cleaned_data
        state, cause = Operation(said["state"]), Cause(said["cause"])
        is_guess = said["since"] in AGO and said["since"] != "now"
        return Notice(
            state=state,
            cause=cause,
            text_ko=outage_texts.unless_usual(said["text_ko"], state, cause).ko,
            text_en=outage_texts.unless_usual(said["text_en"], state, cause).en,
            started_at=self.since_moment or self.at,
            start_is_estimated=is_guess or said["is_about"],
            expected_until=self._expected(said["until"]),
        )

    def refuse(self, error: DomainError) -> None:
        """Say beside its field what the domain refused."""
        self._complain(BESIDE.get(error.code), str(error.message))

    def usual_texts(self) -> dict[str, dict[str, Texts]]:
        """For scripts: state → cause → the sentence in Korean and in English."""
        return outage_texts.table()

    def _complain(self, field: str | None, sentence: str) -> None:
        self.add_error(field, sentence)

    def _offer(self, field: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[field].choices = choices  # type: ignore[attr-defined]  # a choice field's

    def _starts(self) -> list[tuple[str, Any]]:
        never = [(NEVER, gettext("It never stopped: told by mistake"))] if self.stands.own else []
        return [
            ("now", gettext("Just now")),
            *((key, gettext("%(n)s minutes ago") % {"n": key}) for key in AGO if key != "now"),
            (AT_A_TIME, gettext("At a time")),
            *never,
        ]

    def _ends(self) -> list[tuple[str, Any]]:
        """Not known stands first: it is what the key Enter means."""
        closing = [(CLOSING, gettext("When the fair closes"))] if self._closes() else []
        kept = [(KEPT, gettext("As told before"))] if self._kept() else []
        return [
            *kept,
            (UNKNOWN, gettext("Not known yet")),
            ("30", gettext("In 30 minutes")),
            ("60", gettext("In 1 hour")),
            ("120", gettext("In 2 hours")),
            *closing,
        ]

    def _expected(self, until: str) -> datetime | None:
        match until:
            case "closing":
                return self._closes()
            case "kept":
                return self._kept()
            case "30" | "60" | "120":
                ahead = self.at + timedelta(minutes=AHEAD[until])
                return ahead.replace(second=0, microsecond=0)
        return None

    def _closes(self) -> datetime | None:
        """Today's closing time as long as it is to come."""
        today = editions.show_day(self.edition, self.at)
        hours = show_days.opening_hours(self.edition)
        return next(
            (day.closes for day in hours if day.opens.date() == today and day.closes > self.at),
            None,
        )

    def _kept(self) -> datetime | None:
        known = self._told()
        until = known.expected_until if known else None
        return until if until and until > self.at else None

    def _told(self) -> Outage | None:
        return next(iter(self.stands.own), None)

    def _standing(self) -> dict[str, Any]:
        """What is told now, to be put better."""
        told = self._told()
        if told is None:
            return {"state": Operation.OPERATING.value}
        return {
            "state": told.state,
            "cause": told.cause,
            "text_ko": told.text_ko,
            "text_en": told.text_en,
        }
