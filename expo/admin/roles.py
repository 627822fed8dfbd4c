from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextInputWidget

from expo import access, invitations
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.forms import FairForm
from expo.models import Role, RoleKind
from expo.standing import PRIVACY_OFFICER

STATES = {
    "held": (_("Held"), Q(ended_at=None)),
    "ended": (_("Ended"), Q(ended_at__isnull=False)),
}


class InvitationForm(FairForm):
    """A role for a mail address: the account that has it, or a new one."""

    email = forms.EmailField(
        label=_("mail address"),
        widget=UnfoldAdminEmailInputWidget,
        help_text=_(
            "Where nobody has this address yet, an account is made. Its owner sets the password "
            "through “forgotten password” on the log-in page."
        ),
    )
    name = forms.CharField(
        label=_("name"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget
    )

    class Meta:
        model = Role
        fields = ("email", "name", "edition", "kind")


@admin.register(Role)
class RoleAdmin(ExpoAdmin):
    """Who may do what. Given and ended, never changed or deleted."""

    readers = (PRIVACY_OFFICER,)
    add_form = InvitationForm
    ending = "ended_at"
    is_changed = False
    list_display = ["account", "kind", "edition", "granted", "ended", "state"]
    list_filter = [
        EditionFilter,
        ("kind", ChoicesDropdownFilter),
        state_filter(_("state"), "state", STATES),
    ]
    list_select_related = ["account", "edition"]
    search_fields = ["account__email", "account__name"]
    actions = ["end_chosen"]
    actions_detail = ["end"]

    granted = moment("granted_at", _("granted"))
    ended = moment("ended_at", _("ended"))

    def get_fields(self, request: HttpRequest, obj: Role | None = None) -> list[str]:
        if obj is None:
            return ["email", "name", "edition", "kind"]
        return ["account", "edition", "kind", "granted_at", "ended_at"]

    def make(self, request: HttpRequest, row: Role, form: Any) -> Role:
        asked = form.cleaned_data
        kind = RoleKind(asked["kind"])
        return invitations.invite(asked["email"], asked["edition"], kind, name=asked["name"])

    @display(description=_("state"), label={"held": "success", "ended": ""})
    def state(self, role: Role) -> tuple[str, Any]:
        key = "held" if role.ended_at is None else "ended"
        return key, STATES[key][0]

    @act(
        _("End the role"),
        _("The account loses these rights at once. The row stays."),
        icon="person_off",
    )
    def end(self, request: HttpRequest, form: Any, role: Role) -> None:
        self.carry_out(request, [role], access.end, _("The role has ended."))

    @admin.action(description=_("End the chosen roles"), permissions=["act"])
    def end_chosen(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        held = queryset.filter(ended_at=None)
        self.carry_out(request, held, access.end, _("%(count)s roles have ended."))
