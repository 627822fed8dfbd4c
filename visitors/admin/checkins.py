from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, day_filter, state_filter
from expo.standing import DOOR_SUPERVISOR, ORGANISER
from visitors import signing
from visitors.admin.pages import CappedPaginator
from visitors.admin.reasons import reason_text
from visitors.models import CheckIn


@admin.register(CheckIn)
class CheckInAdmin(ExpoAdmin):
    """What happened at the door. Nobody adds, changes or removes a scan, the database neither."""

    readers = (ORGANISER, DOOR_SUPERVISOR)
    is_added = False
    is_changed = False
    paginator = CappedPaginator
    ordering = ["-scanned_at"]
    show_full_result_count = False
    list_display = [
        "scanned",
        "gate",
        "direction",
        "outcome_now",
        "why",
        "ticket",
        "ticket_class",
        "heads",
        "device",
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
        ("scanned_at", "received_at"), ("gate", "device", "operator"), ("direction", "heads"),
        ("outcome", "why"), ("ticket", "ticket_class"), ("decided_by_device", "server_reason"),
        ("override", "overridden"), ("exit_without_entry", "skew_ms"), "voids", "id",
    ]  # fmt: skip

    scanned = moment("scanned_at", _("scanned"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[CheckIn]:
        voids = CheckIn.objects.filter(voids=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_voided=Exists(voids))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CheckIn], search_term: str
    ) -> tuple[QuerySet[CheckIn], bool]:
        return (queryset.filter(_named(search_term)) if search_term else queryset), False

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

    @display(description=_("remarks"), label=True)
    def remarks(self, checkin: Any) -> list[Any]:
        said = {
            _("Taken back"): checkin.is_voided,
            _("Takes another scan back"): checkin.voids_id,
            _("Override"): checkin.override,
            _("Exit without entry"): checkin.exit_without_entry,
        }
        return [words for words, applies in said.items() if applies]


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
