"""Which figure is to be told: of which show day or of all, as of when. A question, no act."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expo.errors import DomainError
from expo.models import Edition
from visitors.definitions import DEFINITIONS
from visitors.models import FigureName
from visitors.models.publication import OF_A_DAY, OF_ALL_DAYS
from visitors.publications import Announcement

ALL_DAYS = "all"
MINUTE = "%Y-%m-%dT%H:%M"
"""What a control for a moment holds, by the fair's clocks."""

BESIDE = {
    "figure_needs_a_day": "day",
    "figure_has_no_day": "day",
    "not_a_show_day": "day",
    "day_not_begun": "day",
    "not_settled": "as_of",
    "as_of_too_early": "as_of",
    "as_of_in_the_future": "as_of",
}
"""What the domain refuses, and the field beside which it is said."""


class QuestionForm(forms.Form):
    """`at` is the fair's time; moments are written by the clocks of the zone that is on."""

    figure = forms.ChoiceField(
        label=gettext_lazy("Figure"),
        choices=FigureName.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose the figure."),
            "invalid_choice": gettext_lazy("Choose one of these figures."),
        },
    )
    day = forms.TypedChoiceField(
        label=gettext_lazy("Show day"),
        initial=ALL_DAYS,
        coerce=lambda text: None if text == ALL_DAYS else date.fromisoformat(text),
        error_messages={
            "required": gettext_lazy("Choose one of the show days, or all of them."),
            "invalid_choice": gettext_lazy("Choose one of the show days, or all of them."),
        },
    )
    as_of = forms.DateTimeField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy(
            "By the fair's clocks. What the server had received by then is counted, nothing later."
        ),
        widget=forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"}),
        error_messages={
            "required": gettext_lazy("Enter the moment as of which the figure is told."),
            "invalid": gettext_lazy("Write day and time as in 2023-11-24 18:00."),
        },
    )

    def __init__(self, edition: Edition, days: list[date], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition = edition
        self.fields["day"].choices = [  # type: ignore[attr-defined]  # a choice field's
            (ALL_DAYS, _("All show days")),
            *((day.isoformat(), _day(number, day)) for number, day in enumerate(days, 1)),
        ]

    def announcement(self, **told: Any) -> Announcement:
        """What a valid form asks for."""
        said = self.cleaned_data
        return Announcement(
            figure=FigureName(said["figure"]), day=said["day"], as_of=said["as_of"], **told
        )

    def refuse(self, error: DomainError) -> None:
        """Say beside its field what the domain refused, and what it would allow."""
        self.add_error(BESIDE.get(error.code), f"{error.message}{self._allowed(error)}")

    def figures(self) -> list[dict[str, Any]]:
        """Every figure with its control, its definition, and for which days it exists."""
        return [
            {"option": option, "definition": DEFINITIONS[name], "span": _span(name)}
            for option, name in zip(self["figure"], FigureName, strict=True)
        ]

    def _allowed(self, error: DomainError) -> str:
        """The domain tells the limits in the fair's zone."""
        if BESIDE.get(error.code) != "as_of":
            return ""
        limits = {
            name: date_format(datetime.fromisoformat(error.facts[name]), "Y-m-d H:i")
            for name in ("earliest", "latest")
            if name in error.facts
        }
        words = BETWEEN if "earliest" in limits else UNTIL
        return f" {words % limits}"


BETWEEN = gettext_lazy("From %(earliest)s to %(latest)s a figure can be told.")
UNTIL = gettext_lazy("The latest is %(latest)s.")


def _day(number: int, day: date) -> str:
    return _("Day %(number)s, %(day)s") % {
        "number": number,
        "day": date_format(day, _("D, j F Y")),
    }


def _span(name: FigureName) -> str:
    if name not in OF_A_DAY:
        return _("of all show days only")
    return _("of one day or of all show days") if name in OF_ALL_DAYS else _("of one show day only")
