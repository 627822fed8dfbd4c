from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant

from booths import outages
from booths.admin.colours import OPERATION_COLOURS
from booths.models import Cause, Operation, Outage, ServiceStatus, Space
from expo import editions, standing
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment, moment_text
from expo.admin.filters import EditionFilter, day_filter, hall_filter, state_filter
from expo.admin.forms import FairForm
from expo.admin.inlines import FairInline

STATES = {
    "standing": (_("Still standing"), Q(ended_at=None)),
    "over": (_("Over"), Q(ended_at__isnull=False)),
}
SAID = [
    "state", "cause", "text_ko", "text_en", "started_at", "start_is_estimated", "expected_until",
]  # fmt: skip


class ReportForm(FairForm):
    """One outage over one or many spaces; the edition is theirs."""

    spaces = forms.ModelMultipleChoiceField(
        label=_("exhibition spaces"), queryset=Space.objects.none()
    )

    class Meta:
        model = Outage
        fields = SAID

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.model_admin.admin_site
        field: Any = self.fields["spaces"]
        field.widget = AutocompleteSelectMultiple(ServiceStatus._meta.get_field("space"), site)
        field.queryset = site.get_model_admin(Space).get_queryset(self.request)
        field.widget.choices = field.choices

    def notice(self) -> outages.Notice:
        said = {name: self.cleaned_data[name] for name in SAID}
        return outages.Notice(
            **{**said, "cause": Cause(said["cause"]), "state": Operation(said["state"])}
        )


class Statuses(FairInline):
    model = ServiceStatus
    is_changed = False
    fields = ["space", "started_at", "ended_at"]
    readonly_fields = fields
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceStatus]:
        return super().get_queryset(request).select_related("space", "outage")


@admin.register(Outage)
class OutageAdmin(ExpoAdmin):
    add_form = ReportForm
    ending = "ended_at"
    list_display = ["text", "kind", "cause", "covered", "started", "expected", "ended", "state_now"]
    list_display_links = ["text"]
    list_filter = [
        EditionFilter,
        state_filter(_("state"), "now", STATES),
        ("state", ChoicesDropdownFilter),
        ("cause", ChoicesDropdownFilter),
        hall_filter("statuses__space__hall"),
        day_filter("started_at"),
    ]
    search_fields = ["text_ko", "text_en", "statuses__space__code"]
    actions = ["close_chosen"]
    actions_detail = ["close"]
    inlines = [Statuses]

    started = moment("started_at", _("started"))
    expected = moment("expected_until", _("expected to reopen"))
    ended = moment("ended_at", _("ended"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Outage]:
        return super().get_queryset(request).prefetch_related("statuses__space")

    def get_inlines(self, request: HttpRequest, obj: Outage | None) -> list[Any]:
        return self.inlines if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Outage | None = None) -> Any:
        ended = ["ended_at"] if obj else []
        return [
            (None, {"fields": [*([] if obj else ["spaces"]), ("state", "cause")]}),
            (_("What visitors read"), {"fields": ["text_ko", "text_en"]}),
            (
                _("When"),
                {"fields": ["started_at", "start_is_estimated", "expected_until", *ended]},
            ),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Outage | None = None) -> list[str]:
        """What the figures rest on is said once; what visitors read may be put better."""
        return ["state", "started_at", "start_is_estimated", "ended_at"] if obj else []

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        edition = standing.chosen_edition(request)
        chosen = [pk for pk in request.GET.get("spaces", "").split(",") if pk.isdigit()]
        return {
            "started_at": editions.now(edition) if edition else None,
            "spaces": chosen,
        }

    def make(self, request: HttpRequest, row: Outage, form: Any) -> Outage:
        spaces = list(form.cleaned_data["spaces"].select_related("edition"))
        return outages.start(spaces[0].edition, form.notice(), spaces, by=request.user)  # type: ignore[arg-type]  # no stranger gets here

    @display(description=_("what visitors read"), ordering="text_ko")
    def text(self, outage: Outage) -> str:
        return str(outage.text)

    @display(
        description=_("operation"),
        ordering="state",
        label=OPERATION_COLOURS,
    )
    def kind(self, outage: Outage) -> tuple[str, str]:
        return outage.state, outage.get_state_display()

    @display(description=_("spaces"))
    def covered(self, outage: Outage) -> str:
        codes = sorted(status.space.code for status in outage.statuses.all())
        return format_html_join(
            ", ", '<span class="fair-whole">{}</span>', ((code,) for code in codes)
        )

    @display(
        description=_("state"), ordering="ended_at", label={"standing": "danger", "over": "success"}
    )
    def state_now(self, outage: Outage) -> tuple[str, Any]:
        key = "standing" if outage.ended_at is None else "over"
        return key, STATES[key][0]

    @act(
        _("Close now"),
        _("Every booth of this outage runs again from this moment on."),
        icon="task_alt",
        variant=ActionVariant.SUCCESS,
    )
    def close(self, request: HttpRequest, form: Any, outage: Outage) -> None:
        done = _("The booths run again since %(at)s.") % {
            "at": moment_text(editions.now(outage.edition))
        }
        self.carry_out(request, [outage], _end_now, done)

    @admin.action(description=_("Close the chosen outages now"), permissions=["act"])
    def close_chosen(self, request: HttpRequest, queryset: QuerySet[Outage]) -> None:
        open_ = queryset.filter(ended_at=None).select_related("edition")
        self.carry_out(request, open_, _end_now, _("%(count)s outages are over."))


def _end_now(outage: Outage) -> Outage:
    return outages.end(outage, at=editions.now(outage.edition))
