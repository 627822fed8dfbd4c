"""What an organiser writes to many exhibitors."""

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminRadioSelectWidget

from expo.admin import mailing_form

OWNERS, ALL = "owners", "all"


class MailingForm(mailing_form.MailingForm):
    to = forms.ChoiceField(
        label=_("To whom"),
        choices=[(OWNERS, _("Owners only")), (ALL, _("All members"))],
        initial=OWNERS,
        widget=UnfoldAdminRadioSelectWidget,
    )
    field_order = ("to",)

    @property
    def owners_only(self) -> bool:
        return bool(self.cleaned_data["to"] == OWNERS)
