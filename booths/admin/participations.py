from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant

from booths import participations
from booths.admin.colours import SECTOR_COLOURS
from booths.models import Participation, ParticipationRole
from expo import editions
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter

STATES = {
    "standing": (_("Takes part"), Q(withdrawn_at=None)),
    "withdrawn": (_("Withdrawn"), Q(withdrawn_at__isnull=False)),
}
UNPLACED = Q(role=ParticipationRole.MAIN, withdrawn_at=None) & ~Q(
    pk__in=Participation.objects.filter(
        assignments__isnull=False, assignments__released_at=None
    ).values("pk")
)


@admin.register(Participation)
class ParticipationAdmin(ExpoAdmin):
    """Entered and withdrawn. The edition is the exhibitor's."""

    ending = "withdrawn_at"
    is_changed = False
    list_display = ["exhibitor", "sector", "role", "host", "state", "withdrawn"]
    list_filter = [
        EditionFilter,
        ("role", ChoicesDropdownFilter),
        ("exhibitor__sector", ChoicesDropdownFilter),
        ("exhibitor__kind", ChoicesDropdownFilter),
        state_filter(
            _("state"),
            "state",
            {**STATES, "unplaced": (_("Main exhibitors without a space"), UNPLACED)},
        ),
    ]
    search_fields = ["exhibitor__name_ko", "exhibitor__name_en", "exhibitor__code"]
    autocomplete_fields = ["exhibitor", "main"]
    actions = ["withdraw_chosen"]
    actions_detail = ["withdraw"]

    withdrawn = moment("withdrawn_at", _("withdrawn"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        return super().get_queryset(request).select_related("exhibitor", "main__exhibitor")

    def get_fields(self, request: HttpRequest, obj: Participation | None = None) -> list[str]:
        return ["exhibitor", "role", "main", *(["edition", "withdrawn_at"] if obj else [])]

    def make(self, request: HttpRequest, row: Participation, form: Any) -> Participation:
        match ParticipationRole(row.role):
            case ParticipationRole.MAIN:
                return participations.enter_main(row.exhibitor)
            case ParticipationRole.CO:
                return participations.enter_co(row.exhibitor, row.main)
            case ParticipationRole.REPRESENTED:
                return participations.enter_represented(row.exhibitor, row.main)

    @display(
        description=_("sector"),
        ordering="exhibitor__sector",
        label=SECTOR_COLOURS,
    )
    def sector(self, participation: Participation) -> tuple[str, str]:
        exhibitor = participation.exhibitor
        return exhibitor.sector, exhibitor.get_sector_display()

    @display(description=_("on the space of"), ordering="main__exhibitor__name_ko", empty_value="–")
    def host(self, participation: Participation) -> str | None:
        return str(participation.main.exhibitor) if participation.main else None

    @display(description=_("state"), label={"standing": "success", "withdrawn": ""})
    def state(self, participation: Participation) -> tuple[str, Any]:
        key = "standing" if participation.withdrawn_at is None else "withdrawn"
        return key, STATES[key][0]

    @act(
        _("Withdraw"),
        _("The exhibitor no longer takes part. Its spaces must have been taken back before."),
        icon="person_remove",
        variant=ActionVariant.DANGER,
    )
    def withdraw(self, request: HttpRequest, form: Any, participation: Participation) -> None:
        self.carry_out(request, [participation], _withdraw_now, _("The exhibitor has withdrawn."))

    @admin.action(description=_("Withdraw the chosen exhibitors"), permissions=["act"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Participation]) -> None:
        standing = queryset.filter(withdrawn_at=None).select_related("edition", "exhibitor")
        self.carry_out(request, standing, _withdraw_now, _("%(count)s exhibitors have withdrawn."))


def _withdraw_now(participation: Participation) -> Participation:
    return participations.withdraw(participation, at=editions.now(participation.edition))
