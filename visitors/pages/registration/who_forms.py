"""Who comes: alone, with company, or as a group."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from visitors.classes import TicketClass
from visitors.pages.forms import CountField
from visitors.pages.personal_fields import NameField, OwnMailField
from visitors.pages.registration.step_form import StepForm
from visitors.registrations import MOST_COMPANIONS, MOST_HEADS, Details, groups

Spans = Sequence[tuple[str, str]]

TOGETHER, BY_NAMES = "together", "names"


class NamesField(forms.CharField):
    """One name a line."""

    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 20_000, "strip": False, **options})

    def clean(self, value: Any) -> list[Details]:
        lines = groups.read_names(super().clean(value))
        if lines and (faults := list(groups.faults(lines, MOST_COMPANIONS))):
            raise ValidationError(faults)
        return [line.details for line in lines]


class WhoForm(StepForm):
    """Whoever needs an approval tells who he is; the days come with it."""

    name = NameField(
        label=_("Name"),
        max_length=100,
        required=True,
        autocomplete="name",
        help_text=_("As it is to stand on the badge."),
        error_messages={"required": _("Write your name.")},
    )
    email = OwnMailField(
        label=_("Mail address"),
        max_length=254,
        required=True,
        autocomplete="email",
        help_text=_("Your ticket comes there, and the link to change or cancel it."),
        error_messages={"required": _("Write your mail address: the ticket is sent to it.")},
    )

    def __init__(self, _spans: Spans, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)

    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"details": Details(name=said["name"], email=said["email"])}


class DaysForm(WhoForm):
    """`spans` are the days to choose from, as `0-2`, the most usual first."""

    days = forms.ChoiceField(
        label=_("Days"),
        error_messages={"invalid_choice": _("This day is over. Choose again.")},
    )

    def __init__(self, spans: Spans, *args: Any, **options: Any) -> None:
        super().__init__(spans, *args, **options)
        self.fields["days"].choices = spans  # type: ignore[attr-defined]  # a choice field's

    def asked(self) -> dict[str, Any]:
        first, _dash, last = self.cleaned_data["days"].partition("-")
        return {**super().asked(), "first_day": int(first), "last_day": int(last)}


class VisitorForm(DaysForm):
    companions = NamesField(
        label=_("Who comes with you"),
        help_text=_(
            "One name a line. Each gets a ticket of their own, and all tickets come to you. Ask "
            "them before you write their names here."
        ),
    )

    def asked(self) -> dict[str, Any]:
        return {**super().asked(), "companions": self.cleaned_data["companions"]}


class GroupForm(DaysForm):
    """A group that goes in together is told by its heads; one whose people come by themselves, by
    their names."""

    way = forms.ChoiceField(
        label=_("Tickets"),
        choices=[
            (TOGETHER, _("One ticket for all: we go in together")),
            (BY_NAMES, _("A ticket for each of us, by name")),
        ],
        initial=TOGETHER,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one ticket for all, or a ticket for each.")},
    )
    heads = CountField(
        label=_("How many you are"),
        help_text=_("All of you, who leads included. For one ticket for all."),
        error_messages={"required": _("Write how many you are.")},
    )
    companions = NamesField(
        label=_("Names of the others"),
        required=True,
        help_text=_(
            "One name a line, for a ticket for each. Ask them before you write their names here."
        ),
        error_messages={"required": _("Write at least one name.")},
    )
    field_order = ("name", "email", "days", "way", "heads", "companions")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.is_bound:  # only the way that was chosen needs an answer
            self.fields["heads"].required = self.data.get("way") == TOGETHER
            self.fields["companions"].required = self.data.get("way") == BY_NAMES

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        heads = said.get("heads")
        if said.get("way") == TOGETHER and heads is not None and not 2 <= heads <= MOST_HEADS:
            message = _("A group has 2 to %(most)s people.") % {"most": MOST_HEADS}
            self.add_error("heads", message)
        return said

    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said["way"] == BY_NAMES:
            chosen = {"ticket_class": TicketClass.VISITOR, "companions": said["companions"]}
        else:
            chosen = {"heads": said["heads"]}
        return {**super().asked(), **chosen}


FORMS: dict[TicketClass, type[WhoForm]] = {TicketClass.GROUP: GroupForm}


def form_for(ticket_class: TicketClass, *, needs_approval: bool) -> type[WhoForm]:
    return WhoForm if needs_approval else FORMS.get(ticket_class, VisitorForm)
