from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import action, display

from booths import outages
from booths.admin.colours import OPERATION_COLOURS, SECTOR_COLOURS
from booths.admin.days import days_text
from booths.admin.imports.exports import Exported
from booths.admin.mailings import write_to
from booths.models import Assignment, Operation, Participation, Sector, Space
from booths.spreadsheets import Kind
from expo import editions, standing
from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter, hall_filter, state_filter
from expo.admin.inlines import FairInline

GIVEN = Q(pk__in=Space.objects.given_away())


class SectorFilter(DropdownFilter):
    title = _("sector")
    parameter_name = "sector"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Sector.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Space]) -> QuerySet[Space]:
        of_sector = Space.objects.of_sector(self.value() or "")
        return queryset.filter(pk__in=of_sector) if self.value() else queryset


class OperationFilter(DropdownFilter):
    title = _("operation")
    parameter_name = "operation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Operation.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Space]) -> QuerySet[Space]:
        spaces: Any = queryset
        return spaces.in_state(self.value()) if self.value() else queryset


class Assignments(FairInline):
    """Who stood here and who stands here. Given and taken back by acts, not by editing."""

    model = Assignment
    is_changed = False
    hide_title = True
    fields = ["given_to", "for_days", "released_at"]
    readonly_fields = fields
    verbose_name_plural = _("given to")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Assignment]:
        return super().get_queryset(request).select_related("participation__exhibitor")

    @display(description=_("exhibitor"))
    def given_to(self, assignment: Assignment) -> str:
        address = reverse("admin:booths_assignment_change", args=[assignment.pk])
        name = assignment.participation.exhibitor
        return format_html('<a class="fair-link" href="{}">{}</a>', address, name)

    @display(description=_("days"))
    def for_days(self, assignment: Assignment) -> str:
        return days_text(assignment.days)


@admin.register(Space)
class SpaceAdmin(Exported, ExpoAdmin):
    spreadsheet = Kind.SPACES
    is_removed = True
    list_display = ["code", "hall", "kind", "size", "net_area", "exhibitor", "sector", "operation"]
    list_filter = [
        EditionFilter,
        hall_filter(),
        SectorFilter,
        ("kind", ChoicesDropdownFilter),
        OperationFilter,
        state_filter(
            _("given away"), "given", {"yes": (_("Given away"), GIVEN), "no": (_("Free"), ~GIVEN)}
        ),
    ]
    list_select_related = ["hall"]
    search_fields = [
        "code",
        "assignments__participation__exhibitor__name_ko",
        "assignments__participation__exhibitor__name_en",
    ]
    autocomplete_fields = ["hall"]
    inlines = [Assignments]
    actions = ["write_mail", "report_outage", "delete_selected"]
    actions_detail = ["give_away"]
    fieldsets = [
        (None, {"fields": ["edition", ("hall", "code"), "kind"]}),
        (
            _("In the hall, in metres from its upper left"),
            {"fields": [("x", "y"), ("width", "depth")]},
        ),
    ]

    write_mail = write_to(Participation.objects.on_spaces)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Space]:
        edition = standing.chosen_edition(request)
        at = editions.now(edition) if edition else timezone.now()
        holders = Assignment.objects.standing().select_related("participation__exhibitor")
        rows: Any = super().get_queryset(request)
        spaces = outages.with_state(rows, at)
        return spaces.prefetch_related(Prefetch("assignments", holders, to_attr="holders"))

    @display(description=_("width × depth, m"), ordering="width")
    def size(self, space: Space) -> str:
        return f"{space.width.normalize():f} × {space.depth.normalize():f}"

    @display(description=_("area, m²"), ordering="area")
    def net_area(self, space: Space) -> str:
        return f"{space.area.normalize():f}"

    @display(description=_("exhibitor"), empty_value="–")
    def exhibitor(self, space: Any) -> str:
        """Whoever stands here; nobody: the way to give the space away."""
        if not space.holders:
            address = f"{reverse('admin:booths_assignment_add')}?space={space.pk}"
            return format_html('<a class="fair-link" href="{}">{}</a>', address, _("Give away"))
        return format_html_join(
            ", ",
            '<a class="fair-link" href="{}">{}</a>',
            (
                (
                    reverse("admin:booths_assignment_change", args=[given.pk]),
                    given.participation.exhibitor,
                )
                for given in space.holders
            ),
        )

    @display(description=_("sector"), label=SECTOR_COLOURS)
    def sector(self, space: Any) -> tuple[str, Any] | None:
        if not space.holders:
            return None
        exhibitor = space.holders[0].participation.exhibitor
        return exhibitor.sector, exhibitor.get_sector_display()

    @display(description=_("operation"), ordering="state", label=OPERATION_COLOURS)
    def operation(self, space: Any) -> tuple[str, Any]:
        return space.state, Operation(space.state).label

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        free = Space.objects.free().filter(pk=object_id).exists()
        return super().get_actions_detail(request, object_id) if free else []

    @action(description=_("Give away"), permissions=["act"], icon="person_add")
    def give_away(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return redirect(f"{reverse('admin:booths_assignment_add')}?space={object_id}")

    @admin.action(description=_("Report an outage of the chosen spaces"), permissions=["act"])
    def report_outage(self, request: HttpRequest, queryset: QuerySet[Space]) -> HttpResponse:
        chosen = ",".join(str(space) for space in queryset.values_list("pk", flat=True))
        return redirect(f"{reverse('admin:booths_outage_add')}?spaces={chosen}")
