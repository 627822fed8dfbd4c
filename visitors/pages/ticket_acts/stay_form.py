"""Days and heads of a ticket, chosen anew."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from expo import editions
from visitors.classes import TicketClass
from visitors.models import Ticket
from visitors.pages.forms import CountField
from visitors.pages.stays import spans_from
from visitors.pages.ticket.guard import Holder
from visitors.pages.ticket_acts.companions import CompanionsForm
from visitors.registrations.advance import MOST_HEADS
from visitors.replacements import Days


class TicketStayForm(CompanionsForm):
    """The days that are left; for a group how many come; and for whom else it is."""

    days = forms.ChoiceField(
        label=gettext_lazy("Days"),
        error_messages={"invalid_choice": gettext_lazy("This day is over. Choose again.")},
    )
    heads = CountField(
        label=gettext_lazy("People in the group"),
        error_messages={"required": gettext_lazy("Enter how many people the group has.")},
    )
    field_order = ("days", "heads", "companions")

    def __init__(self, holder: Holder, ticket: Ticket, *args: Any) -> None:
        super().__init__(holder, *args)
        show_days = list(holder.edition.show_days.order_by("date").values_list("date", flat=True))
        today = editions.show_day(holder.edition, holder.at)
        spans = spans_from(show_days, today)
        self.is_over, self.ticket = not spans, ticket
        self.left = next((number for number, day in enumerate(show_days) if day >= today), 0)
        self.fields["days"].choices = spans  # type: ignore[attr-defined]  # a choice field's
        self.initial = {"days": f"{self._first()}-{ticket.last_day}", "heads": ticket.heads}
        if ticket.ticket_class != TicketClass.GROUP:
            del self.fields["heads"]

    def clean_days(self) -> Days:
        """Whoever chooses the days that are left of his own changes nothing."""
        first, _dash, last = self.cleaned_data["days"].partition("-")
        chosen = int(first), int(last)
        own = self.ticket.first_day, self.ticket.last_day
        return own if chosen == (self._first(), own[1]) else chosen

    def clean_heads(self) -> int:
        heads = int(self.cleaned_data["heads"])
        if not 2 <= heads <= MOST_HEADS:
            raise forms.ValidationError(
                gettext_lazy("A group has 2 to %(most)s people."), params={"most": MOST_HEADS}
            )
        return heads

    def _first(self) -> int:
        return max(self.ticket.first_day, self.left)
