"""Whoever the holder of a ticket registered along, and whom an act is for."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from visitors.models import Registration, Ticket
from visitors.models.registration import RegistrationQuerySet
from visitors.pages.ticket.guard import Holder

GONE = gettext_lazy("One of them is no longer here. Choose again.")


def every(holder: Holder) -> RegistrationQuerySet:
    """Those who are still somebody."""
    rows = Registration.objects.filter(led_by=holder.registration, person__erased_at=None)
    return rows.select_related("person", "edition", "led_by__person").order_by("pk")


def of(holder: Holder, uuid: UUID) -> Registration:
    """Raises Http404."""
    return get_object_or_404(every(holder), uuid=uuid)


def name_of(registration: Registration) -> str:
    return registration.person.called or registration.number


def name_on(ticket: Ticket) -> str:
    """Of a group's ticket it is who leads the group."""
    return name_of(ticket.registration) if ticket.registration else str(ticket)


class CompanionsForm(forms.Form):
    """For which of the companions an act is, too: for nobody unless chosen."""

    companions = forms.MultipleChoiceField(
        label=gettext_lazy("Also for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )

    def __init__(self, holder: Holder, *args: Any) -> None:
        super().__init__(*args)
        self.everybody = {str(row.uuid): row for row in every(holder)}
        choices = [(uuid, name_of(row)) for uuid, row in self.everybody.items()]
        self.fields["companions"].choices = choices  # type: ignore[attr-defined]  # its own
        is_named = self.is_bound and "companions" in self.data
        if not choices and not is_named:  # whoever named somebody is told that he is gone
            del self.fields["companions"]

    def chosen(self) -> Sequence[Registration]:
        """What a valid form says."""
        return [self.everybody[uuid] for uuid in self.cleaned_data.get("companions", [])]


class WhoseForm(forms.Form):
    """Which of the valid codes it is: the holder's own, or one companion's. A code that a second
    press names is no longer among them."""

    whose = forms.ChoiceField(
        label=gettext_lazy("Whose code"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy(
                "This code is void already. Your ticket shows the new one."
            ),
            "required": gettext_lazy("Choose whose code."),
        },
    )

    def __init__(self, holder: Holder, *args: Any) -> None:
        super().__init__(*args)
        self.tickets = {str(ticket): ticket for ticket in holder.tickets}
        names = [(number, name_on(ticket)) for number, ticket in self.tickets.items()]
        self.fields["whose"].choices = names  # type: ignore[attr-defined]  # its own
        self.initial = {"whose": names[0][0] if names else ""}
        self.is_choice = len(names) > 1

    def chosen(self) -> Ticket:
        """What a valid form says."""
        return self.tickets[self.cleaned_data["whose"]]
