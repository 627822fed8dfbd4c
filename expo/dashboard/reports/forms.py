"""The form that orders a report: of which kind, in which language, as of when."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from expo.dashboard.reports.registry import MAKERS
from expo.models import Edition, ReportKind
from visitors import publications

MINUTE = "%Y-%m-%dT%H:%M"


class Moment(forms.DateTimeInput):
    """A day and a minute, as browsers ask for them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MINUTE)


class ReportForm(forms.Form):
    """`as_of` is in the fair's time zone, which the page has put on; empty: the latest moment."""

    kind = forms.ChoiceField(label=_("Report"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    as_of = forms.DateTimeField(
        label=_("As of"),
        required=False,
        widget=Moment(),
        help_text=_(
            "What the server knew at that moment of the fair. Empty: the latest minute of which "
            "every scan received is stored."
        ),
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        kinds = [(kind.value, kind.label) for kind in ReportKind if kind in MAKERS]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField's

    @classmethod
    def fresh(cls, edition: Edition) -> "ReportForm":
        """In the reader's language, as of the latest moment: pressed twice, it is one order."""
        latest = timezone.localtime(publications.latest_moment(edition))
        return cls(initial={"language": get_language(), "as_of": latest})

    @property
    def wanted(self) -> tuple[ReportKind, str]:
        return ReportKind(self.cleaned_data["kind"]), self.cleaned_data["language"]

    @property
    def moment(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["as_of"]
        return moment
