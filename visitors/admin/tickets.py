from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant

from expo import editions
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.models import SubjectKind
from visitors import signing, tickets
from visitors.admin.pages import LongList
from visitors.models import Ticket

STATES = {
    "valid": (_("Valid"), Q(revoked_at=None)),
    "revoked": (_("Revoked"), Q(revoked_at__isnull=False)),
}


@admin.register(Ticket)
class TicketAdmin(LongList, ExpoAdmin):
    """Issued by a registration, never by hand; revoked here."""

    shows = SubjectKind.PERSON
    subjects = ("person_id", "registration__person_id")
    place = "admin.ticket"
    ending = "revoked_at"
    is_added = False
    is_changed = False
    ordering = ["-issued_at"]
    list_display = ["code", "ticket_class", "days", "heads", "holder", "issued", "state", "revoked"]
    list_display_links = ["code"]
    list_filter = [
        EditionFilter,
        state_filter(_("state"), "state", STATES),
        ("ticket_class", ChoicesDropdownFilter),
    ]
    search_fields = ["person__name", "person__email"]
    search_help_text = _("A ticket (16 digits and letters), a name or a mail address.")
    fields = [
        "code", ("ticket_class", "heads"), "days", ("holder", "registration"),
        ("issued_at", "revoked_at"), "key",
    ]  # fmt: skip
    readonly_fields = ["code", "days", "holder"]
    actions = ["revoke_chosen"]
    actions_detail = ["revoke"]

    issued = moment("issued_at", _("issued"))
    revoked = moment("revoked_at", _("revoked"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ticket]:
        return super().get_queryset(request).select_related("person", "registration", "edition")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Ticket], search_term: str
    ) -> tuple[QuerySet[Ticket], bool]:
        try:
            return queryset.filter(pk=signing.ticket_number(search_term.strip().lower())), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    @display(description=_("ticket"), ordering="id")
    def code(self, ticket: Ticket) -> str:
        return str(ticket)

    @display(description=_("show days"), ordering="first_day")
    def days(self, ticket: Ticket) -> str:
        """From which day of the fair to which, counted from 1 as people do."""
        first, last = ticket.first_day + 1, ticket.last_day + 1
        return f"{first}" if first == last else f"{first} – {last}"

    @display(description=_("person"), empty_value="–")
    def holder(self, ticket: Ticket) -> str | None:
        return (ticket.person.name or str(ticket.person)) if ticket.person else None

    @display(
        description=_("state"),
        ordering="revoked_at",
        label={"valid": "success", "revoked": "danger"},
    )
    def state(self, ticket: Ticket) -> tuple[str, Any]:
        key = "valid" if ticket.revoked_at is None else "revoked"
        return key, STATES[key][0]

    @act(
        _("Revoke"),
        _("Every door refuses the ticket from now on. This cannot be taken back."),
        icon="block",
        variant=ActionVariant.DANGER,
    )
    def revoke(self, request: HttpRequest, form: Any, ticket: Ticket) -> None:
        self.carry_out(request, [ticket], _revoke_now, _("The ticket is revoked."))

    @admin.action(description=_("Revoke the chosen tickets"), permissions=["act"])
    def revoke_chosen(self, request: HttpRequest, queryset: QuerySet[Ticket]) -> None:
        valid = queryset.filter(revoked_at=None)
        self.carry_out(request, valid, _revoke_now, _("%(count)s tickets are revoked."))


def _revoke_now(ticket: Ticket) -> Ticket:
    return tickets.revoke(ticket, at=editions.now(ticket.edition))
