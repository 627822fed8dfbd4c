"""The form of a staff pass: a name, and the consent of whose name it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from expo.dashboard.passes import Wanted
from visitors.pages.personal_fields import MailField, TidyField
from visitors.pages.stays import StayForm


class PassForm(StayForm):
    """One pass. `uuid` makes sending it twice one pass."""

    personal = ("name", "name_en", "email")

    name = TidyField(label=_("Name"), max_length=100)
    name_en = TidyField(label=_("Name in Latin letters"), max_length=100)
    email = MailField(label=_("Mail address"), max_length=254)
    agreed = forms.BooleanField(
        label=_("This person has read the notice and agrees to it."), required=False
    )
    field_order = ("name", "name_en", "email", "days", "language", "agreed")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].required = True
        self.fields["language"].label = _("Language of this person")

    def wanted(self) -> Wanted:
        """What a valid form says. Raises NoNotice."""
        said = {name: self.cleaned_data[name] for name in self.personal}
        return Wanted(**said, **self.stay())
