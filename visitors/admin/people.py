from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.inlines import FairInline
from expo.models import SubjectKind
from expo.standing import ORGANISER, PRIVACY_OFFICER
from visitors.admin.pages import LongList
from visitors.models import Person, Registration, Ticket

STATES = {
    "kept": (_("Kept"), Q(erased_at=None)),
    "erased": (_("Destroyed"), Q(erased_at__isnull=False)),
    "merged": (_("Merged into another"), Q(merges__isnull=False, merges__undone_at=None)),
}


class Registrations(FairInline):
    model = Registration
    is_changed = False
    show_change_link = True
    fields = ["ticket_class", "source", "registered_at", "cancelled_at"]
    readonly_fields = fields
    hide_title = True


class Tickets(FairInline):
    model = Ticket
    is_changed = False
    show_change_link = True
    fields = ["ticket_class", "first_day", "last_day", "issued_at", "revoked_at"]
    readonly_fields = fields
    hide_title = True


@admin.register(Person)
class PersonAdmin(LongList, ExpoAdmin):
    """The only home of visitors' personal data. Corrected here, destroyed when its time comes."""

    shows = SubjectKind.PERSON
    place = "admin.person"
    readers = (ORGANISER, PRIVACY_OFFICER)
    writers = (ORGANISER, PRIVACY_OFFICER)
    is_added = False
    ordering = ["-pk"]
    list_display = [
        "number",
        "name",
        "email",
        "phone",
        "organisation",
        "country",
        "tickets",
        "state",
    ]
    list_display_links = ["number", "name"]
    list_filter = [
        EditionFilter,
        state_filter(_("personal data"), "state", STATES),
        ("language", ChoicesDropdownFilter),
    ]
    search_fields = ["name", "name_en", "email", "phone", "organisation"]
    readonly_fields = ["edition", "erased_at"]
    inlines = [Registrations, Tickets]
    fieldsets = [
        (None, {"fields": ["edition", ("name", "name_en"), ("email", "phone")]}),
        (_("Optional"), {"fields": [("organisation", "job_title"), ("country", "language")]}),
        (_("End"), {"fields": ["erased_at"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        return (
            super()
            .get_queryset(request)
            .annotate(tickets_count=Count("tickets", filter=Q(tickets__revoked_at=None)))
        )

    @display(description=_("number"), ordering="pk")
    def number(self, person: Person) -> str:
        return str(person)

    @display(description=_("valid tickets"), ordering="tickets_count")
    def tickets(self, person: Any) -> int:
        return int(person.tickets_count)

    @display(
        description=_("personal data"),
        ordering="erased_at",
        label={"kept": "", "erased": "warning"},
    )
    def state(self, person: Person) -> tuple[str, Any]:
        key = "kept" if person.erased_at is None else "erased"
        return key, STATES[key][0]
