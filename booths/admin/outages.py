from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import action, display
from unfold.enums import ActionVariant

from booths import outages
from booths.admin.colours import OPERATION_COLOURS
from booths.admin.outage_forms import ReopeningForm, ReportForm, StateForm
from booths.models import Cause, Operation, Outage, ServiceStatus
from expo import editions, standing
from expo.admin.acts import act, back
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment, moment_text
from expo.admin.filters import EditionFilter, day_filter, hall_filter, state_filter
from expo.admin.inlines import FairInline
from expo.errors import DomainError

STATES = {
    "standing": (_("Still standing"), Q(ended_at=None)),
    "over": (_("Over"), Q(ended_at__isnull=False)),
}


class Statuses(FairInline):
    model = ServiceStatus
    is_changed = False
    fields = ["space", "started_at", "ended_at", "is_own"]
    readonly_fields = fields
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[ServiceStatus]:
        return super().get_queryset(request).select_related("space", "outage")


@admin.register(Outage)
class OutageAdmin(ExpoAdmin):
    add_form = ReportForm
    ending = "ended_at"
    list_display = [
        *("text", "kind", "cause", "covered", "told_by"),
        *("started", "expected", "ended", "state_now"),
    ]
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
    actions_list = ["show_downtimes"]
    actions_detail = ["close", "reopen", "change_state"]
    inlines = [Statuses]
    beside = {ServiceStatus: "outage"}

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
            (None, {"fields": [*([] if obj else ["spaces", "whole"]), ("state", "cause")]}),
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

    def save_model(self, request: HttpRequest, obj: Outage, form: Any, change: bool) -> None:
        if not change:
            super().save_model(request, obj, form, change)
            return
        typed = {name: form.cleaned_data[name] for name in ("text_ko", "text_en")}
        said = outages.Said(
            state=Operation(obj.state),
            cause=Cause(form.cleaned_data["cause"]),
            expected_until=form.cleaned_data["expected_until"],
            **typed,
        )
        outages.amend(obj, said, at=editions.now(obj.edition))

    def make(self, request: HttpRequest, row: Outage, form: Any) -> Outage:
        spaces = form.cleaned_data["spaces"]
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

    @display(description=_("told by"))
    def told_by(self, outage: Outage) -> str:
        is_own = any(status.is_own for status in outage.statuses.all())
        return str(_("Exhibitor") if is_own else _("Organisers"))

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

    @act(
        _("Reopen some booths"),
        _("The chosen booths run again from this moment on; with the last one the outage is over."),
        icon="door_open",
        form=ReopeningForm,
    )
    def reopen(self, request: HttpRequest, form: ReopeningForm, outage: Outage) -> None:
        spaces = list(form.cleaned_data["spaces"])
        at = editions.now(outage.edition)
        codes = ", ".join(space.code for space in spaces)
        self.carry_out(
            request,
            [outage],
            lambda row: outages.reopen_some(row, spaces, at=at),
            _("%(codes)s: open again.") % {"codes": codes},
        )

    @act(
        _("Suspended ↔ limited"),
        _("The state changes from this moment on: this outage ends and the next one begins."),
        icon="swap_vert",
        form=StateForm,
    )
    def change_state(
        self, request: HttpRequest, form: StateForm, outage: Outage
    ) -> HttpResponse | None:
        at = editions.now(outage.edition)
        try:
            following = outages.amend(outage, form.said(outage), at=at, by=request.user)  # type: ignore[arg-type]  # no stranger gets here
        except DomainError as error:
            self.message_user(request, self.sentence(error), messages.ERROR)
            return None
        self.message_user(request, _("The state has changed."), messages.SUCCESS)
        return back(request, self.address_of(str(following.pk)))

    @action(description=_("Downtime and availability"), permissions=["view"], icon="timer")
    def show_downtimes(self, request: HttpRequest) -> HttpResponse:
        edition = standing.chosen_edition(request)
        return redirect(f"{reverse('admin:downtimes')}?edition={edition.slug if edition else ''}")

    @admin.action(description=_("Close the chosen outages now"), permissions=["act"])
    def close_chosen(self, request: HttpRequest, queryset: QuerySet[Outage]) -> None:
        open_ = queryset.filter(ended_at=None).select_related("edition")
        self.carry_out(request, open_, _end_now, _("%(count)s outages are over."))


def _end_now(outage: Outage) -> Outage:
    return outages.end(outage, at=editions.now(outage.edition))
