from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo import editions, programme
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment, moment_text
from expo.admin.filters import EditionFilter, day_filter, hall_filter, state_filter
from expo.admin.forms import FairForm
from expo.admin.orders import OrderedInline
from expo.models import Party, Session

STATES = {
    "on": (_("Takes place"), Q(cancelled_at=None)),
    "cancelled": (_("Cancelled"), Q(cancelled_at__isnull=False)),
}


class ProgrammeForm(FairForm):
    """Whether a stage is free depends on which sessions are cancelled: for the form nobody fills
    that in, but the rule has to know it."""

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]  # Django's own
        return excluded - {"cancelled_at"}


class Parties(OrderedInline):
    model = Party
    fields = ["order", "role", "name_ko", "name_en", "function_ko", "function_en"]


@admin.register(Session)
class SessionAdmin(ExpoAdmin):
    form = ProgrammeForm
    ending = "cancelled_at"
    list_display = [
        "title",
        "code",
        "kind",
        "starts",
        "hall",
        "room",
        "capacity",
        "seats",
        "parties",
        "state",
    ]
    list_display_links = ["title"]
    list_filter = [
        EditionFilter,
        day_filter("starts_at"),
        hall_filter(),
        ("kind", ChoicesDropdownFilter),
        state_filter(_("state"), "state", STATES),
    ]
    list_select_related = ["hall"]
    search_fields = ["code", "title_ko", "title_en", "parties__name_ko", "parties__name_en"]
    autocomplete_fields = ["hall"]
    readonly_fields = ["cancelled_at"]
    inlines = [Parties]
    beside = {Party: "session"}
    actions_detail = ["cancel"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "edition",
                    ("code", "kind"),
                    ("title_ko", "title_en"),
                    "summary_ko",
                    "summary_en",
                ]
            },
        ),
        (
            _("When and where"),
            {"fields": ["starts_at", "ends_at", ("hall", "room"), "cancelled_at"]},
        ),
        (_("Seats"), {"fields": ["capacity", ("takes_reservations", "reservations_only")]}),
    ]

    starts = moment("starts_at", _("starts"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return super().get_queryset(request).annotate(parties_count=Count("parties"))

    @display(description=_("title"), ordering="title_ko")
    def title(self, session: Session) -> str:
        return str(session.title)

    @display(description=_("reservations"), ordering="takes_reservations")
    def seats(self, session: Session) -> Any:
        if session.reservations_only:
            return _("Only with reservation")
        return _("Possible") if session.takes_reservations else _("None")

    @display(description=_("parties"), ordering="parties_count")
    def parties(self, session: Any) -> int:
        return int(session.parties_count)

    @display(description=_("state"), label={"on": "success", "cancelled": "danger"})
    def state(self, session: Session) -> tuple[str, Any]:
        key = "on" if session.cancelled_at is None else "cancelled"
        return key, STATES[key][0]

    @act(
        _("Cancel the session"),
        _("The programme will say that it does not take place."),
        icon="event_busy",
    )
    def cancel(self, request: HttpRequest, form: Any, session: Session) -> None:
        at = editions.now(session.edition)
        done = _("Cancelled at %(at)s.") % {"at": moment_text(at)}
        self.carry_out(request, [session], lambda row: programme.cancel(row, at=at), done)
