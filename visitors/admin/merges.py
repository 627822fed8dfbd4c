from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from expo import editions
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.models import SubjectKind
from expo.standing import ORGANISER, PRIVACY_OFFICER
from visitors import merges
from visitors.models import Merge

STATES = {
    "standing": (_("Counted as one"), Q(undone_at=None)),
    "undone": (_("Undone"), Q(undone_at__isnull=False)),
}


@admin.register(Merge)
class MergeAdmin(ExpoAdmin):
    """Two that turned out to be one. Made and undone; the figures follow by themselves."""

    shows = SubjectKind.PERSON
    subjects = ("merged_id", "kept_id")
    place = "admin.merge"
    readers = (ORGANISER, PRIVACY_OFFICER)
    writers = (ORGANISER, PRIVACY_OFFICER)
    ending = "undone_at"
    is_changed = False
    ordering = ["-merged_at"]
    list_display = ["merged", "kept", "when", "merged_by", "state", "undone"]
    list_filter = [EditionFilter, state_filter(_("state"), "state", STATES)]
    list_select_related = ["merged", "kept", "merged_by"]
    autocomplete_fields = ["merged", "kept"]
    actions_detail = ["undo"]

    when = moment("merged_at", _("merged"))
    undone = moment("undone_at", _("undone"))

    def get_fields(self, request: HttpRequest, obj: Merge | None = None) -> list[Any]:
        if obj is None:
            return ["merged", "kept"]
        return ["merged", "kept", ("merged_at", "merged_by"), "undone_at"]

    def make(self, request: HttpRequest, row: Merge, form: Any) -> Merge:
        at = editions.now(row.merged.edition)
        return merges.merge(row.merged, row.kept, at=at, by=request.user)  # type: ignore[arg-type]  # no stranger gets here

    @display(
        description=_("state"), ordering="undone_at", label={"standing": "success", "undone": ""}
    )
    def state(self, merge: Merge) -> tuple[str, Any]:
        key = "standing" if merge.undone_at is None else "undone"
        return key, STATES[key][0]

    @act(_("Undo"), _("The two are counted apart again, for the past as well."), icon="call_split")
    def undo(self, request: HttpRequest, form: Any, merge: Merge) -> None:
        at = editions.now(merge.edition)
        self.carry_out(
            request, [merge], lambda row: merges.undo(row, at=at), _("The merge is undone.")
        )
