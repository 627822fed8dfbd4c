from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import instant, moment
from expo.admin.filters import EditionFilter, day_filter, state_filter
from expo.standing import DOOR_SUPERVISOR, ORGANISER
from visitors import signing
from visitors.admin.pages import LongList
from visitors.admin.reasons import reason_text
from visitors.models import CheckIn


@admin.register(CheckIn)
class CheckInAdmin(LongList, ExpoAdmin):
    """What happened at the door. Nobody adds, changes or removes a scan, the database neither."""

    readers = (ORGANISER, DOOR_SUPERVISOR)
    is_added = False
    is_changed = False
    ordering = ["-scanned_at"]
    list_display = [
        "scanned",
        "at_gate",
        "direction",
        "outcome_now",
        "why",
        "on_ticket",
        "ticket_class",
        "heads",
        "by_device",
        "remarks",
    ]
    list_display_links = ["scanned"]
    list_filter = [
        EditionFilter,
        day_filter("scanned_at"),
        ("gate", AutocompleteSelectFilter),
        ("gate__purpose", ChoicesDropdownFilter),
        ("outcome", ChoicesDropdownFilter),
        ("direction", ChoicesDropdownFilter),
        ("ticket_class", ChoicesDropdownFilter),
        state_filter(
            _("remark"),
            "remark",
            {
                "override": (_("Admitted in spite of a rule"), ~Q(override="")),
                "void": (_("Takes another scan back"), Q(voids__isnull=False)),
                "exit": (_("Exit without entry"), Q(exit_without_entry=True)),
            },
        ),
    ]
    list_select_related = ["gate", "device__gate", "ticket"]
    search_fields = ["pk"]
    search_help_text = _("A ticket (16 digits and letters) or a scan, whole.")
    fields = [
        ("exactly", "received"), ("at_gate", "direction"), ("by_device", "by_operator"),
        ("outcome", "why"), ("on_ticket", "ticket_class"), ("heads", "remarks_text"),
        ("decided_by_device", "server_says"), ("override", "rule"), ("skew_ms", "voided"), "number",
    ]  # fmt: skip

    scanned = moment("scanned_at", _("scanned"))
    exactly = instant("scanned_at", _("scanned"))
    received = instant("received_at", _("received"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[CheckIn]:
        voids = CheckIn.objects.filter(voids=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_voided=Exists(voids))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CheckIn], search_term: str
    ) -> tuple[QuerySet[CheckIn], bool]:
        return (queryset.filter(_named(search_term)) if search_term else queryset), False

    def get_readonly_fields(self, request: HttpRequest, obj: CheckIn | None = None) -> list[str]:
        return [
            name for line in self.fields for name in ([line] if isinstance(line, str) else line)
        ]

    @display(description=_("gate"), ordering="gate__code")
    def at_gate(self, checkin: CheckIn) -> str:
        return str(checkin.gate)

    @display(description=_("ticket"), empty_value="–")
    def on_ticket(self, checkin: CheckIn) -> str | None:
        return str(checkin.ticket) if checkin.ticket else None

    @display(description=_("device"), ordering="device__name")
    def by_device(self, checkin: CheckIn) -> str:
        return str(checkin.device)

    @display(description=_("operator"), empty_value="–")
    def by_operator(self, checkin: CheckIn) -> str | None:
        return str(checkin.operator) if checkin.operator else None

    @display(
        description=_("outcome"),
        ordering="outcome",
        label={"admitted": "success", "refused": "danger"},
    )
    def outcome_now(self, checkin: CheckIn) -> tuple[str, str]:
        return checkin.outcome, checkin.get_outcome_display()

    @display(description=_("reason"), ordering="reason", empty_value="–")
    def why(self, checkin: CheckIn) -> Any:
        return reason_text(checkin.reason) or None

    @display(description=_("what the server would have said"), empty_value="–")
    def server_says(self, checkin: CheckIn) -> Any:
        return reason_text(checkin.server_reason) or None

    @display(description=_("rule overridden"), empty_value="–")
    def rule(self, checkin: CheckIn) -> Any:
        return reason_text(checkin.overridden) or None

    @display(description=_("takes back the scan"), empty_value="–")
    def voided(self, checkin: CheckIn) -> str | None:
        return str(checkin.voids_id) if checkin.voids_id else None

    @display(description=_("number"))
    def number(self, checkin: CheckIn) -> str:
        return str(checkin.pk)

    @display(description=_("remarks"), label=True)
    def remarks(self, checkin: Any) -> list[Any]:
        said = {
            pgettext_lazy("scan", "Taken back"): checkin.is_voided,
            _("Takes another scan back"): checkin.voids_id,
            _("Override"): checkin.override,
            _("Exit without entry"): checkin.exit_without_entry,
        }
        return [words for words, applies in said.items() if applies]

    @display(description=_("remarks"), empty_value="–")
    def remarks_text(self, checkin: Any) -> str | None:
        return ", ".join(str(remark) for remark in self.remarks(checkin)) or None


def _named(term: str) -> Q:
    """The scans of a ticket, or one scan; none for what is neither."""
    term = term.strip().lower()
    try:
        return Q(ticket=signing.ticket_number(term))
    except ValueError:
        pass
    try:
        return Q(pk=UUID(term))
    except ValueError:
        return Q(pk=None)
