from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from expo import access, invitations, tasks
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.forms import FairForm
from expo.models import Role, RoleKind, SubjectKind
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
            "Where nobody has this address yet, an account is made. Its owner gets a mail with a "
            "link to choose a password."
        ),
    )
    name = forms.CharField(
        label=_("name"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget
    )

    language = forms.ChoiceField(
        label=_("language of the mail"),
        choices=settings.LANGUAGES,
        widget=UnfoldAdminSelectWidget,
        help_text=_("An account that exists keeps its own language."),
    )

    class Meta:
        model = Role
        fields = ("email", "name", "language", "edition", "kind")


@admin.register(Role)
class RoleAdmin(ExpoAdmin):
    """Who may do what. Given and ended, never changed or deleted."""

    shows = SubjectKind.ACCOUNT
    subjects = ("account_id",)
    place = "admin.role"
    readers = (PRIVACY_OFFICER,)
    add_form = InvitationForm
    ending = "ended_at"
    returning = _("Give the role again")
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
    actions_detail = ["tell_again", "end"]

    granted = moment("granted_at", _("granted"))
    ended = moment("ended_at", _("ended"))

    def get_fields(self, request: HttpRequest, obj: Role | None = None) -> list[str]:
        if obj is None:
            return ["email", "name", "language", "edition", "kind"]
        return ["account", "edition", "kind", "granted_at", "ended_at"]

    def return_row(self, request: HttpRequest, row: Role) -> None:
        access.grant(row.account, row.edition, RoleKind(row.kind))

    def make(self, request: HttpRequest, row: Role, form: Any) -> Role:
        asked = form.cleaned_data
        kind = RoleKind(asked["kind"])
        transaction.on_commit(tasks.hurry_mails)
        return invitations.invite(
            asked["email"],
            asked["edition"],
            kind,
            name=asked["name"],
            language=asked["language"],
        )

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

    @act(
        _("Send the mail again"),
        _("The account is told again what its role is, and how to begin."),
        icon="forward_to_inbox",
    )
    def tell_again(self, request: HttpRequest, form: Any, role: Role) -> None:
        self.carry_out(request, [role], invitations.tell, _("The mail is on its way."))
        tasks.hurry_mails()

    @admin.action(description=_("End the chosen roles"), permissions=["act"])
    def end_chosen(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        held = queryset.filter(ended_at=None)
        self.carry_out(request, held, access.end, _("%(count)s roles have ended."))
