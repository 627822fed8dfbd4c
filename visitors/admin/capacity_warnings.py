from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import instant, moment
from expo.admin.filters import EditionFilter, day_filter, state_filter
from expo.standing import DOOR_SUPERVISOR, ORGANISER
from visitors import areas
from visitors.models import CapacityWarning

STATES = {
    "standing": (pgettext_lazy("warning", "Standing"), Q(ended_at=None)),
    "unacknowledged": (_("Not acknowledged"), Q(acknowledgement=None)),
}


@admin.register(CapacityWarning)
class CapacityWarningAdmin(ExpoAdmin):
    """When a place came up to a level. Raised by the watch, acknowledged at the safety desk."""

    readers = (ORGANISER, DOOR_SUPERVISOR)
    is_added = False
    is_changed = False
    ordering = ["-raised_at", "-pk"]
    list_display = ["raised", "place", "level", "inside", "ended", "acknowledged", "who"]
    list_display_links = ["raised"]
    list_filter = [
        EditionFilter,
        day_filter("raised_at"),
        ("level", ChoicesDropdownFilter),
        state_filter(_("state"), "state", STATES),
    ]
    list_select_related = [
        *("area__edition", "area__hall", "area__session"),
        "acknowledgement__acknowledged_by",
    ]
    fields = [
        ("raised_then", "ended_then"), ("place", "level"), ("inside", "counted"),
        ("warning_percent", "stop_percent"), ("acknowledged_then", "who"), "note",
    ]  # fmt: skip

    raised = moment("raised_at", pgettext_lazy("warning", "raised"))
    raised_then = instant("raised_at", pgettext_lazy("warning", "raised"))
    ended = moment("ended_at", pgettext_lazy("warning", "ended"))
    ended_then = instant("ended_at", pgettext_lazy("warning", "ended"))
    acknowledged = moment("acknowledgement__at", _("acknowledged"))
    acknowledged_then = instant("acknowledgement__at", _("acknowledged"))
    counted = instant("headcount_at", _("last headcount"))

    def get_readonly_fields(
        self, request: HttpRequest, obj: CapacityWarning | None = None
    ) -> list[str]:
        return [
            name for line in self.fields for name in ([line] if isinstance(line, str) else line)
        ]

    @display(description=_("area"), ordering="area__code")
    def place(self, warning: CapacityWarning) -> str:
        return areas.title(warning.area)

    @display(description=_("people inside"), ordering="people")
    def inside(self, warning: CapacityWarning) -> str:
        return f"{warning.people:,} / {warning.capacity:,}"

    @display(description=_("acknowledged by"), empty_value="–")
    def who(self, warning: CapacityWarning) -> Any:
        seen = getattr(warning, "acknowledgement", None)
        return seen.acknowledged_by if seen else None

    @display(description=_("what was done"), empty_value="–")
    def note(self, warning: CapacityWarning) -> str | None:
        seen = getattr(warning, "acknowledgement", None)
        return (seen.note or None) if seen else None
