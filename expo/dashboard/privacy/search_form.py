"""What the access log is searched by. Nothing asked for is a name: it all stands in the address."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanWidget,
)

from expo.dashboard.privacy import whose
from expo.looks import PLACES
from expo.looks.searching import Search, Whose
from expo.models import Account, Edition, LookAct

NAMES = ("act", "place", "address", "first", "last", "begins", "ends")
FLAGS = ("outside_hours", "exports_only")


class SearchForm(forms.Form):
    """Always bound, to what the address asks for. `search` is what the valid parts of it mean."""

    account = forms.ModelChoiceField(
        Account.objects.none(),
        label=_("account"),
        required=False,
        empty_label=_("Everybody"),
        widget=UnfoldAdminSelectWidget,
    )
    whose = forms.CharField(
        label=_("Whose data"),
        required=False,
        max_length=40,
        help_text=_("The number of a visitor, a ticket or a reservation. Never a name."),
        widget=UnfoldAdminTextInputWidget,
    )
    act = forms.ChoiceField(
        label=_("act"),
        required=False,
        choices=[("", pgettext_lazy("access log", "Every act")), *LookAct.choices],
        widget=UnfoldAdminSelectWidget,
    )
    place = forms.ChoiceField(
        label=_("where"),
        required=False,
        choices=[("", _("Every place")), *PLACES.items()],
        widget=UnfoldAdminSelectWidget,
    )
    first = forms.DateField(
        label=_("From (day)"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=_("Until (day)"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "date"}),
    )
    begins = forms.TimeField(
        label=_("From (time of day)"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "time"}),
    )
    ends = forms.TimeField(
        label=_("Until (time of day)"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "time"}),
    )
    address = forms.GenericIPAddressField(
        label=_("address"), required=False, widget=UnfoldAdminTextInputWidget
    )
    outside_hours = forms.BooleanField(
        label=_("Only outside of working hours"), required=False, widget=UnfoldBooleanWidget
    )
    exports_only = forms.BooleanField(
        label=_("Only exports"), required=False, widget=UnfoldBooleanWidget
    )

    def __init__(self, edition: Edition, data: dict[str, Any]) -> None:
        super().__init__(data)
        self.edition = edition
        theirs = Q(roles__edition=edition) | Q(memberships__exhibitor__edition=edition)
        known = Account.objects.filter(theirs | Q(is_superuser=True)).distinct()
        self.fields["account"].queryset = known.order_by("name", "email")  # type: ignore[attr-defined]
        self.asked: Whose | None = None

    def clean_whose(self) -> str:
        text: str = self.cleaned_data["whose"]
        self.asked = whose.found(self.edition, text) if text else None
        if text and self.asked is None:
            raise forms.ValidationError(
                _("Nobody in this edition has that number."), code="nobody_has_it"
            )
        return text

    @property
    def search(self) -> Search:
        """What the form asks for; what is not valid is left out, and said beside its field."""
        self.is_valid()
        asked = (*NAMES, *FLAGS)
        said = {name: self.cleaned_data[name] for name in asked if self.cleaned_data.get(name)}
        account = self.cleaned_data.get("account")
        return Search(account=account and account.pk, whose=self.asked, **said)
