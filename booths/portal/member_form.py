"""Whom an owner invites."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from booths.members import Invitee
from booths.models import MemberRole


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("Mail address to invite"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the mail address of whom you invite."),
            "invalid": _("Write a mail address, as in name@example.org."),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=MemberRole.choices,
        initial=MemberRole.EDITOR,
        help_text=_("Owners also invite and end members."),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def invitee(self) -> Invitee:
        """What a valid form says."""
        said = self.cleaned_data
        return Invitee(
            email=said["email"],
            role=MemberRole(said["role"]),
            name=said["name"],
            language=said["language"],
        )
