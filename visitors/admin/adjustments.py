from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo import editions
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from visitors import adjustments
from visitors.models import Adjustment

STATES = {
    "standing": (_("Counts otherwise"), Q(undone_at=None)),
    "undone": (_("Undone"), Q(undone_at__isnull=False)),
}


@admin.register(Adjustment)
class AdjustmentAdmin(ExpoAdmin):
    """Badges that count in another class. Made and undone; the figures follow by themselves."""

    ending = "undone_at"
    is_changed = False
    ordering = ["-adjusted_at"]
    list_display = [
        "ticket", "scanned_as", "ticket_class", "reason", "when", "adjusted_by", "state", "undone",
    ]  # fmt: skip
    list_filter = [
        EditionFilter,
        state_filter(_("state"), "state", STATES),
        ("ticket_class", ChoicesDropdownFilter),
    ]
    list_select_related = ["ticket", "adjusted_by"]
    autocomplete_fields = ["ticket"]
    search_fields = ["reason"]
    actions_detail = ["undo"]

    when = moment("adjusted_at", _("adjusted"))
    undone = moment("undone_at", _("undone"))

    def get_fields(self, request: HttpRequest, obj: Adjustment | None = None) -> list[Any]:
        if obj is None:
            return ["ticket", "ticket_class", "reason"]
        times = [("adjusted_at", "adjusted_by"), "undone_at"]
        return [("ticket", "scanned_as"), "ticket_class", "reason", *times]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["scanned_as"]

    def make(self, request: HttpRequest, row: Adjustment, form: Any) -> Adjustment:
        return adjustments.adjust(
            row.ticket,
            row.ticket_class,
            reason=row.reason,
            at=editions.now(row.ticket.edition),
            by=request.user,  # type: ignore[arg-type]  # no stranger gets here
        )

    @display(description=_("class on the badge"), ordering="ticket__ticket_class")
    def scanned_as(self, adjustment: Adjustment) -> str:
        return adjustment.ticket.get_ticket_class_display()

    @display(
        description=_("state"), ordering="undone_at", label={"standing": "warning", "undone": ""}
    )
    def state(self, adjustment: Adjustment) -> tuple[str, Any]:
        key = "standing" if adjustment.undone_at is None else "undone"
        return key, STATES[key][0]

    @act(
        _("Undo"),
        _("The badge counts in its own class again, for the past as well."),
        icon="undo",
    )
    def undo(self, request: HttpRequest, form: Any, adjustment: Adjustment) -> None:
        at = editions.now(adjustment.edition)
        self.carry_out(
            request,
            [adjustment],
            lambda row: adjustments.undo(row, at=at),
            _("The adjustment is undone."),
        )
