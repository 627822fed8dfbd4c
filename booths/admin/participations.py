from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from booths import deadlines, participations
from booths.admin.colours import SECTOR_COLOURS
from booths.admin.halls import stand_filter
from booths.admin.mailings import write_to
from booths.models import DeadlineKind, Participation, ParticipationRole
from expo import editions, standing
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter

STATES = {
    "standing": (_("Takes part"), Q(withdrawn_at=None)),
    "withdrawn": (pgettext_lazy("participation", "Withdrawn"), Q(withdrawn_at__isnull=False)),
}
UNPLACED = Q(role=ParticipationRole.MAIN, withdrawn_at=None) & ~Q(
    pk__in=Participation.objects.filter(
        assignments__isnull=False, assignments__released_at=None
    ).values("pk")
)


class MissingFilter(DropdownFilter):
    """Who has not answered, of those that are asked for something by a deadline."""

    title = _("has not told yet")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return DeadlineKind.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        edition, kind = standing.chosen_edition(request), self.value()
        if edition is None or kind not in DeadlineKind.values:
            return queryset
        return queryset.filter(pk__in=deadlines.missing(edition, str(kind)).values("pk"))


class QuotaForm(BaseDialogForm):
    quota = forms.IntegerField(
        label=_("staff passes, at most"),
        min_value=0,
        max_value=500,
        widget=UnfoldAdminIntegerFieldWidget,
    )


@admin.register(Participation)
class ParticipationAdmin(ExpoAdmin):
    """Entered and withdrawn. The edition is the exhibitor's."""

    ending = "withdrawn_at"
    returning = _("Take part again")
    is_changed = False
    list_display = ["exhibitor", "sector", "role", "host", "passes", "state", "withdrawn"]
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
        MissingFilter,
        stand_filter("pk"),
    ]
    ordering = ["exhibitor__name_ko"]  # said here: rows that are counted forget the model's own
    search_fields = ["exhibitor__name_ko", "exhibitor__name_en", "exhibitor__code"]
    autocomplete_fields = ["exhibitor", "main"]
    actions = ["write_mail", "withdraw_chosen"]
    actions_detail = ["change_quota", "withdraw"]

    write_mail = write_to(lambda chosen: Participation.objects.filter(pk__in=chosen.values("pk")))
    withdrawn = moment("withdrawn_at", pgettext_lazy("participation", "withdrawn"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Participation]:
        issued = Count("staff_passes", filter=Q(staff_passes__ended_at=None))
        rows = super().get_queryset(request).annotate(passes_issued=issued)
        return rows.select_related("exhibitor", "main__exhibitor")

    def get_fields(self, request: HttpRequest, obj: Participation | None = None) -> list[str]:
        return [
            "exhibitor",
            "role",
            "main",
            *(["edition", "pass_quota", "withdrawn_at"] if obj else []),
        ]

    def return_row(self, request: HttpRequest, row: Participation) -> None:
        participations.take_part_again(row)

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

    @display(description=_("staff passes"), ordering="passes_issued")
    def passes(self, participation: Any) -> str:
        words = {"issued": participation.passes_issued, "quota": participation.pass_quota}
        return _("%(issued)s of %(quota)s") % words

    @display(description=_("on the space of"), ordering="main__exhibitor__name_ko", empty_value="–")
    def host(self, participation: Participation) -> str | None:
        return str(participation.main.exhibitor) if participation.main else None

    @display(description=_("state"), label={"standing": "success", "withdrawn": ""})
    def state(self, participation: Participation) -> tuple[str, Any]:
        key = "standing" if participation.withdrawn_at is None else "withdrawn"
        return key, STATES[key][0]

    @act(
        _("Change the pass quota"),
        _("How many staff passes it may give out. Those given out already stay valid."),
        icon="badge",
        form=QuotaForm,
    )
    def change_quota(self, request: HttpRequest, form: QuotaForm, row: Participation) -> None:
        quota = form.cleaned_data["quota"]
        self.carry_out(
            request,
            [row],
            lambda each: participations.set_pass_quota(each, quota),
            _("The quota is %(quota)s passes now.") % {"quota": quota},
        )

    @act(
        pgettext_lazy("participation", "Withdraw"),
        _("The exhibitor no longer takes part. Its spaces must have been taken back before."),
        icon="person_remove",
        variant=ActionVariant.DANGER,
    )
    def withdraw(self, request: HttpRequest, form: Any, participation: Participation) -> None:
        self.carry_out(request, [participation], _withdraw_now, _("The exhibitor has withdrawn."))

    @admin.action(description=_("Withdraw the chosen exhibitors"), permissions=["act"])
    def withdraw_chosen(self, request: HttpRequest, queryset: QuerySet[Participation]) -> None:
        chosen = queryset.filter(withdrawn_at=None).select_related("edition", "exhibitor")
        self.carry_out(request, chosen, _withdraw_now, _("%(count)s exhibitors have withdrawn."))


def _withdraw_now(participation: Participation) -> Participation:
    return participations.withdraw(participation, at=editions.now(participation.edition))
