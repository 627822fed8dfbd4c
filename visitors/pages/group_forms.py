"""The forms of a group: one ticket for all heads, or a pasted list of people."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from visitors.classes import TicketClass
from visitors.models import BadgePaper
from visitors.pages.forms import CountField
from visitors.pages.personal_fields import PhoneField, TidyField
from visitors.pages.stays import StayForm
from visitors.registrations import Details, WalkIn, groups

MOST_HEADS = 999


class HeadsForm(StayForm):
    """A group that goes in together: who leads it, and how many they are."""

    personal = ("organisation", "name", "phone")

    heads = CountField(
        label=gettext_lazy("People in the group"),
        error_messages={"required": gettext_lazy("Enter how many people the group has.")},
    )
    organisation = TidyField(label=gettext_lazy("Organisation"), max_length=120)
    name = TidyField(label=gettext_lazy("Name of the leader"), max_length=100)
    phone = PhoneField(label=gettext_lazy("Telephone of the leader"), max_length=30)

    def clean_heads(self) -> int:
        heads = int(self.cleaned_data["heads"])
        if not 2 <= heads <= MOST_HEADS:
            raise forms.ValidationError(
                gettext_lazy("A group has 2 to %(most)s people."), params={"most": MOST_HEADS}
            )
        return heads

    def walk_in(self) -> WalkIn:
        """What a valid form says. Raises NoNotice."""
        said = self.cleaned_data
        return WalkIn(
            details=Details(**{name: said[name] for name in self.personal}),
            ticket_class=TicketClass.GROUP,
            heads=said["heads"],
            **self.stay(),
        )


class ListForm(StayForm):
    """People by name, each with a badge of his own."""

    personal = ("people",)

    people = forms.CharField(
        label=gettext_lazy("People"),
        max_length=100_000,
        strip=False,
        help_text=gettext_lazy(
            "One person a line: name, organisation. A table's columns paste too."
        ),
        error_messages={"required": gettext_lazy("Paste at least one name.")},
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Paper"), choices=BadgePaper.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {"paper": BadgePaper.A6.value, **self.initial}
        self.lines: list[groups.Line] = []

    def clean_people(self) -> str:
        text = str(self.cleaned_data["people"])
        self.lines = groups.read(text)
        if faults := list(groups.faults(self.lines)):
            raise forms.ValidationError(faults)
        return text

    def renew(self, **changes: str) -> None:
        """The list as it was pasted, but for the lines that must not be repeated."""
        text = groups.without_resident_numbers(self.data.get("people", ""))
        super().renew(people=text, **changes)

    def walk_ins(self) -> list[WalkIn]:
        """What a valid form says, in the order of the list. Raises NoNotice."""
        stay = self.stay()
        form: UUID = stay.pop("uuid")
        return [
            WalkIn(uuid=groups.id_of(form, line), details=line.details, **stay)
            for line in self.lines
        ]
