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

from booths import members
from booths.admin.halls import stand_filter
from booths.members import Invitee
from booths.models import Member, MemberRole
from expo import tasks
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.forms import FairForm
from expo.models import SubjectKind

STATES = {
    "standing": (_("Member"), Q(ended_at=None)),
    "ended": (_("Ended"), Q(ended_at__isnull=False)),
}
HERE = {"here": "success", "invited": "warning", "ended": ""}


class MemberForm(FairForm):
    """A membership for a mail address: the account that has it, or a new one."""

    email = forms.EmailField(
        label=_("mail address"),
        widget=UnfoldAdminEmailInputWidget,
        help_text=_("A mail says for whom and by whom, with a link to begin."),
    )
    name = forms.CharField(
        label=_("name"), max_length=100, required=False, widget=UnfoldAdminTextInputWidget
    )
    language = forms.ChoiceField(
        label=_("language of the mail"), choices=settings.LANGUAGES, widget=UnfoldAdminSelectWidget
    )

    class Meta:
        model = Member
        fields = ("exhibitor", "email", "name", "role", "language")


@admin.register(Member)
class MemberAdmin(ExpoAdmin):
    """Who works for which exhibitor. Invited and ended, never changed."""

    shows = SubjectKind.MEMBER
    place = "admin.member"
    edition_path = "exhibitor__edition"
    add_form = MemberForm
    ending = "ended_at"
    is_changed = False
    list_display = ["account", "exhibitor", "role", "how_it_stands", "since", "ended"]
    list_filter = [
        EditionFilter,
        ("role", ChoicesDropdownFilter),
        stand_filter("exhibitor__participations"),
        state_filter(_("state"), "state", STATES),
    ]
    list_select_related = ["account", "exhibitor"]
    search_fields = [
        *("account__email", "account__name"),
        *("exhibitor__name_ko", "exhibitor__name_en", "exhibitor__code"),
    ]
    autocomplete_fields = ["exhibitor"]
    actions = ["remind_chosen"]
    actions_detail = ["remind", "end"]

    since = moment("since", _("since"))
    ended = moment("ended_at", _("ended"))

    def get_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        if obj is None:
            return ["exhibitor", "email", "name", "role", "language"]
        return ["exhibitor", "account", "role", "state", "since", "ended"]

    def get_readonly_fields(self, request: HttpRequest, obj: Member | None = None) -> list[str]:
        return ["state", "since", "ended"] if obj else []

    def make(self, request: HttpRequest, row: Member, form: Any) -> Member:
        asked = form.cleaned_data
        invitee = Invitee(
            asked["email"], MemberRole(asked["role"]), asked["name"], asked["language"]
        )
        transaction.on_commit(tasks.hurry_mails)
        by: Any = request.user
        return members.invite(asked["exhibitor"], invitee, by=by)

    @display(description=_("state"), label=HERE)
    def how_it_stands(self, member: Member) -> tuple[str, Any]:
        if member.ended_at:
            return "ended", _("Ended")
        if member.account.has_usable_password():
            return "here", _("Member")
        return "invited", _("Invited, not here yet")

    @display(description=_("state"))
    def state(self, member: Member) -> Any:
        return self.how_it_stands(member)[1]

    @act(
        _("Send the invitation again"),
        _("The mail is sent once more, with a fresh link for whoever has no password yet."),
        icon="forward_to_inbox",
    )
    def remind(self, request: HttpRequest, form: Any, member: Member) -> None:
        self._remind(request, [member], _("The mail is on its way."))

    @admin.action(description=_("Send the invitation again"), permissions=["act"])
    def remind_chosen(self, request: HttpRequest, queryset: QuerySet[Member]) -> None:
        standing = queryset.filter(ended_at=None).select_related("exhibitor", "account")
        self._remind(request, standing, _("%(count)s mails are on their way."))

    @act(
        _("End the membership"),
        _("The access is gone at once. What the person did stays in the history."),
        icon="person_off",
    )
    def end(self, request: HttpRequest, form: Any, member: Member) -> None:
        by: Any = request.user
        done = _("The membership has ended.")
        self.carry_out(request, [member], lambda row: members.end(row, by=by), done)

    def _remind(self, request: HttpRequest, rows: Any, done: Any) -> None:
        by: Any = request.user
        self.carry_out(request, rows, lambda row: members.remind(row, by=by), done)
        tasks.hurry_mails()
