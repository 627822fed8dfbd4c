"""What every registration at the desk asks: which days, which language, and the consent."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import uuid4

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from expo import editions
from expo.errors import DomainError
from expo.models import Edition
from visitors import consents
from visitors.models import ConsentText
from visitors.pages.forms import UnseenId
from visitors.pages.personal_fields import without_resident_numbers
from visitors.registrations import RegisteredDifferently

Made = TypeVar("Made")

BESIDE = {"no_notice": "agreed", "consent_missing": "agreed", "no_such_show_day": "days"}
"""What the domain refuses, and the field beside which it is said."""


class StayForm(forms.Form):
    """`uuid` makes sending the form twice harmless; `shown` are the notices on the page."""

    uuid = UnseenId(required=False)
    shown = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    days = forms.ChoiceField(
        label=gettext_lazy("Days"),
        error_messages={"invalid_choice": gettext_lazy("This day is over. Choose again.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the visitor"),
        choices=[("ko", "한국어"), ("en", "English")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("The visitor has read the notice and agrees to it."), required=False
    )
    personal: Sequence[str] = ()

    def __init__(self, edition: Edition, at: datetime, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.edition, self.at = edition, at
        self.notices = consents.notices(edition)
        spans = spans_from(_days(edition), editions.show_day(edition, at))
        self.fields["days"].choices = spans  # type: ignore[attr-defined]  # a choice field's
        self.is_over = not spans
        self.initial = {
            "uuid": uuid4(),
            "shown": self._offered(),
            "days": spans[0][0] if spans else "",
            "language": get_language() or "ko",
            **self.initial,
        }

    def clean_days(self) -> tuple[int, int]:
        first, _dash, last = self.cleaned_data["days"].partition("-")
        return int(first), int(last)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if any(said.get(name) for name in self.personal):
            self._check_agreed(said)
        return said

    def stay(self) -> dict[str, Any]:
        """What a valid form says besides the person. Raises NoNotice."""
        said = self.cleaned_data
        first, last = said["days"]
        return {
            "uuid": said["uuid"] or uuid4(),
            "language": said["language"],
            "first_day": first,
            "last_day": last,
            "consent": self._notice() if said["agreed"] else None,
        }

    def refuse(self, error: DomainError) -> None:
        """Say beside its field what the domain refused."""
        field = error.facts.get("field") or BESIDE.get(error.code)
        self.add_error(field if field in self.fields else None, str(error.message))

    def tell(self, register: Callable[[], Made]) -> Made | None:
        """What was registered; None when the domain refuses it, which the form then says."""
        try:
            return register()
        except RegisteredDifferently as error:
            self.refuse(error)
            self.forget_id()
        except DomainError as error:
            self.refuse(error)
        return None

    def renew(self, **changes: str) -> None:
        """Let what was typed be sent again: without what must not be kept, and with an id."""
        typed = without_resident_numbers(self, self.fields) | changes
        typed["uuid"] = typed.get("uuid") or str(uuid4())
        if typed.get("shown") != self._offered():
            typed |= {"shown": self._offered(), "agreed": ""}
        self.data = typed

    def forget_id(self) -> None:
        """The id is somebody else's: what is sent again is somebody new."""
        self.data = {name: self.data[name] for name in self.data} | {"uuid": ""}

    def _check_agreed(self, said: dict[str, Any]) -> None:
        if not said.get("agreed"):
            self.add_error("agreed", NOT_AGREED)
        elif said.get("shown") != self._offered():
            self.add_error("agreed", CHANGED)

    def _notice(self) -> ConsentText:
        return consents.notice(self.edition, self.cleaned_data["language"])

    def _offered(self) -> str:
        return ",".join(str(notice.pk) for notice in self.notices)


NOT_AGREED = gettext_lazy(
    "Without this consent nothing personal is kept. Entry does not depend on it: register without "
    "personal data."
)
CHANGED = gettext_lazy("The notice has changed since this page was opened. Let it be read again.")


def spans_from(show_days: Sequence[date], today: date) -> list[tuple[str, str]]:
    """The days that somebody can still come on: all that are left first, then each alone."""
    left = [(number, day) for number, day in enumerate(show_days) if day >= today]
    if not left:
        return []
    (first, begins), (last, ends) = left[0], left[-1]
    whole = _day(begins) if first == last else f"{_day(begins)} – {_day(ends)}"
    alone = [(f"{number}-{number}", _day(day)) for number, day in left]
    return [(f"{first}-{last}", whole), *(alone if last > first else [])]


def _day(day: date) -> str:
    return date_format(day, _("D, j F"))


def _days(edition: Edition) -> list[date]:
    return list(edition.show_days.order_by("date").values_list("date", flat=True))
