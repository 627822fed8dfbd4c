from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter
from expo.models import SubjectKind
from visitors import signing
from visitors.admin.pages import LongList
from visitors.models import Reservation


@admin.register(Reservation)
class ReservationAdmin(LongList, ExpoAdmin):
    """Asked for and given up by visitors: seen here, not made."""

    shows = SubjectKind.PERSON
    subjects = ("ticket__person_id",)
    place = "admin.reservation"
    is_added = False
    is_changed = False
    list_display = ["asked", "session", "ticket", "state_now"]
    list_display_links = ["asked"]
    list_filter = [
        EditionFilter,
        ("session", AutocompleteSelectFilter),
        ("state", ChoicesDropdownFilter),
    ]
    list_select_related = ["session", "ticket"]
    search_fields = ["session__code", "session__title_ko", "session__title_en"]

    asked = moment("asked_at", _("asked"))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        try:
            return queryset.filter(ticket=signing.ticket_number(search_term.strip().lower())), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    @display(
        description=_("state"),
        ordering="state",
        label={"seat": "success", "waiting": "warning", "cancelled": ""},
    )
    def state_now(self, reservation: Reservation) -> tuple[str, str]:
        return reservation.state, reservation.get_state_display()
