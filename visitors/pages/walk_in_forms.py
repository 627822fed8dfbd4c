"""The form of a walk-in: twenty seconds of typing, and nothing that anybody must tell."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from expo import access
from expo.models import Account, Edition, RoleKind
from visitors.classes import TicketClass
from visitors.models.classes import CLASSES
from visitors.pages.personal_fields import MailField, PhoneField, TidyField
from visitors.pages.stays import StayForm
from visitors.registrations import Details, WalkIn

PERSONAL = ("name", "organisation", "name_en", "phone", "email")
ANYBODYS = (TicketClass.VISITOR, TicketClass.EXHIBITOR, TicketClass.MEDIA, TicketClass.SPEAKER)
"""What everybody at the desk may register. Who works for the fair is registered by organisers."""


def classes_for(account: Account, edition: Edition) -> list[tuple[str, Any]]:
    """The classes that the account may register here; a group has a page of its own."""
    is_organiser = access.may(account, edition, RoleKind.ORGANISER)
    offered = set(TicketClass) - {TicketClass.GROUP} if is_organiser else set(ANYBODYS)
    return [(name, label) for name, label in CLASSES if name in offered]


class WalkInForm(StayForm):
    """One visitor. Every item about the person is optional, and needs the consent once typed."""

    personal = PERSONAL

    name = TidyField(label=gettext_lazy("Name"), max_length=100)
    organisation = TidyField(label=gettext_lazy("Organisation"), max_length=120)
    name_en = TidyField(label=gettext_lazy("Name in Latin letters"), max_length=100)
    phone = PhoneField(label=gettext_lazy("Telephone"), max_length=30)
    email = MailField(label=gettext_lazy("Mail address"), max_length=254)
    ticket_class = forms.ChoiceField(label=gettext_lazy("Class"))

    def __init__(self, by: Account, edition: Edition, *args: Any, **options: Any) -> None:
        super().__init__(edition, *args, **options)
        classes = classes_for(by, edition)
        self.fields["ticket_class"].choices = classes  # type: ignore[attr-defined]  # as above
        self.fields["name"].widget.attrs["autofocus"] = True
        self.initial = {"ticket_class": TicketClass.VISITOR.value, **self.initial}

    def details(self) -> Details:
        return Details(**{name: self.cleaned_data[name] for name in PERSONAL})

    def walk_in(self) -> WalkIn:
        """What a valid form says. Raises NoNotice."""
        ticket_class = TicketClass(self.cleaned_data["ticket_class"])
        return WalkIn(details=self.details(), ticket_class=ticket_class, **self.stay())
