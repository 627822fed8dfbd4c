from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, day_filter, state_filter
from expo.models import SubjectKind
from expo.standing import ORGANISER, PRIVACY_OFFICER
from visitors.admin.pages import LongList
from visitors.models import Registration

STATES = {
    "standing": (_("Registered"), Q(cancelled_at=None)),
    "cancelled": (_("Cancelled"), Q(cancelled_at__isnull=False)),
}


@admin.register(Registration)
class RegistrationAdmin(LongList, ExpoAdmin):
    """Made by visitors, at the desk, or by invitation: not here."""

    shows = SubjectKind.PERSON
    subjects = ("person_id",)
    place = "admin.registration"
    readers = (ORGANISER, PRIVACY_OFFICER)
    is_added = False
    is_changed = False
    list_display = ["registered", "holder", "ticket_class", "source", "heads", "state", "cancelled"]
    list_display_links = ["registered"]
    list_filter = [
        EditionFilter,
        state_filter(_("state"), "state", STATES),
        ("source", ChoicesDropdownFilter),
        ("ticket_class", ChoicesDropdownFilter),
        ("approval", ChoicesDropdownFilter),
        day_filter("registered_at"),
    ]
    search_fields = ["person__name", "person__email", "uuid"]
    fields = [
        ("number", "uuid"),
        ("person", "led_by"),
        ("ticket_class", "heads"),
        "source",
        ("registered_at", "cancelled_at"),
        ("approval", "refusal"),
        ("decided_at", "decided_by"),
    ]
    readonly_fields = ["number", "uuid"]

    registered = moment("registered_at", _("registered"))
    cancelled = moment("cancelled_at", _("cancelled"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        return super().get_queryset(request).select_related("person")

    @display(description=_("person"))
    def holder(self, registration: Registration) -> str:
        return registration.person.name or str(registration.person)

    @display(
        description=_("state"),
        ordering="cancelled_at",
        label={"standing": "success", "cancelled": ""},
    )
    def state(self, registration: Registration) -> tuple[str, Any]:
        key = "standing" if registration.cancelled_at is None else "cancelled"
        return key, STATES[key][0]
