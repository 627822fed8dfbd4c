"""What an organiser writes to many visitors, and to which of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminSelectWidget

from expo.admin import mailing_form
from expo.models import Edition, Session
from visitors.mailings import Arrival, Purpose, Wanted
from visitors.models import RegistrationSource
from visitors.models.classes import CLASSES

Choices = Iterable[tuple[Any, Any]]


def _narrowing(label: Any, choices: Choices = ()) -> forms.ChoiceField:
    """A question that need not be answered."""
    offered = [("", _("All")), *choices]
    widget = UnfoldAdminSelectWidget
    return forms.ChoiceField(label=label, choices=offered, required=False, widget=widget)


class MailingForm(mailing_form.MailingForm):
    """Days and sessions are those of the edition."""

    purpose = forms.ChoiceField(
        label=_("What for"),
        choices=Purpose.choices,
        initial=Purpose.SERVICE,
        widget=UnfoldAdminRadioSelectWidget,
    )
    ticket_class = _narrowing(_("Class"), CLASSES)
    day = _narrowing(_("Ticket admits on"))
    arrival = _narrowing(_("Arrival"), Arrival.choices)
    session = _narrowing(_("Seat in the session"))
    source = _narrowing(_("Registered"), RegistrationSource.choices)
    language = _narrowing(_("Language"), [("ko", _("Korean")), ("en", _("English"))])
    field_order = (
        *("purpose", "ticket_class", "day", "arrival", "session", "source", "language"),
        *("subject_ko", "text_ko", "subject_en", "text_en"),
    )

    def __init__(self, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        days = edition.show_days.order_by("date").values_list("date", flat=True)
        seats = Session.objects.of(edition).filter(takes_reservations=True)
        self._offer("day", [(str(number), f"{day}") for number, day in enumerate(days)])
        self._offer("session", [(str(one.pk), f"{one.code} {one.title}") for one in seats])

    def _offer(self, name: str, choices: Choices) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    def wanted(self) -> Wanted:
        """Whom a valid form means."""
        told = self.cleaned_data
        return Wanted(
            purpose=Purpose(told["purpose"]),
            ticket_class=told["ticket_class"],
            day=int(told["day"]) if told["day"] else None,
            arrival=told["arrival"],
            language=told["language"],
            session=int(told["session"]) if told["session"] else None,
            source=told["source"],
        )
