"""The form that orders a run: whose badges, on which paper."""

from dataclasses import asdict, fields
from typing import Any, Self
from urllib.parse import urlencode
from uuid import uuid4

from django import forms
from django.utils.translation import gettext, gettext_lazy

from expo.models import Account
from expo.pages.reasons import ReasonField
from visitors.badge_runs import Choice, Wanted
from visitors.models import BadgePaper
from visitors.models.classes import CLASSES
from visitors.pages.forms import UnseenId
from visitors.registrations import typed

CHOSEN_BY = [each.name for each in fields(Choice)]
TITLE_LENGTH = 120


class OrderForm(forms.Form):
    """Always bound: to what was sent, or to what the address asks for.

    `uuid` makes sending it twice harmless. `counted` is the choice whose number of badges was on
    the screen: nobody orders five thousand who had seen a twelve."""

    uuid = UnseenId(required=False)
    counted = forms.CharField(required=False, widget=forms.HiddenInput)
    ticket_class = forms.ChoiceField(
        label=gettext_lazy("Class"),
        required=False,
        choices=[("", gettext_lazy("Every class")), *CLASSES],
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Its name, or a part of it."),
    )
    number = forms.CharField(
        label=gettext_lazy("Reservation number"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Of a group, for example: all badges of that registration."),
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=BadgePaper.choices, widget=forms.RadioSelect
    )

    reason = ReasonField()

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__({"uuid": str(uuid4()), "paper": BadgePaper.A6, **data})

    def unsent(self) -> Self:
        """For a page that nobody has sent yet: that a reason is missing there is no mistake."""
        self.errors.pop("reason", None)
        return self

    def clean_number(self) -> str:
        """As the database has it; something else, in which case no registration has it."""
        text: str = self.cleaned_data["number"]
        return typed.number(text) or text

    @property
    def is_choosing(self) -> bool:
        """Whether the fields that choose are valid, whatever the others are."""
        return not any(name in self.errors for name in CHOSEN_BY)

    @property
    def choice(self) -> Choice:
        """What a form chooses that is choosing."""
        return Choice(**{name: self.cleaned_data[name] for name in CHOSEN_BY})

    @property
    def choice_text(self) -> str:
        return urlencode(asdict(self.choice))

    @property
    def is_counted(self) -> bool:
        """Whether the number of badges of this choice was on the screen."""
        return bool(self.cleaned_data["counted"] == self.choice_text)

    def wanted(self, by: Account) -> Wanted:
        said = self.cleaned_data
        uuid = said["uuid"] or uuid4()
        paper = BadgePaper(said["paper"])
        return Wanted(paper, title=self._title(), reason=said["reason"], by=by, uuid=uuid)

    def _title(self) -> str:
        said = self.choice
        parts = [dict(CLASSES).get(said.ticket_class, ""), said.organisation, said.number]
        named = " · ".join(str(part) for part in parts if part)
        return named[:TITLE_LENGTH] or gettext("All badges")
