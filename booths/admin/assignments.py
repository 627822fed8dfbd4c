from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminSingleDateWidget

from booths import assignments
from booths.admin.colours import SECTOR_COLOURS
from booths.admin.days import days_text
from booths.admin.imports.exports import Exported
from booths.admin.mailings import write_to
from booths.models import Assignment, Participation, Space
from booths.spreadsheets import Kind
from expo import editions, standing
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, hall_filter, state_filter
from expo.admin.forms import FairForm

STATES = {
    "standing": (_("Given"), Q(released_at=None)),
    "released": (_("Taken back"), Q(released_at__isnull=False)),
}


class GivingForm(FairForm):
    """A space, an exhibitor, and from when to when: for all show days where no day is named."""

    first_day = forms.DateField(
        label=_("first day"),
        required=False,
        widget=UnfoldAdminSingleDateWidget,
        help_text=_("Empty: all show days."),
    )
    last_day = forms.DateField(
        label=_("last day"), required=False, widget=UnfoldAdminSingleDateWidget
    )

    class Meta:
        model = Assignment
        fields = ("space", "participation")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if (first is None) != (last is None):
            raise ValidationError(_("Name both days, or none."), code="half_a_range")
        if first and last and last < first:
            raise ValidationError(_("The last day is before the first."), code="backwards")
        return cleaned

    def days(self) -> DateRange | None:
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return DateRange(first, last + timedelta(days=1)) if first else None


class MoveForm(BaseDialogForm):
    """Which free space the exhibitor moves to."""

    space = forms.ModelChoiceField(
        label=_("to the space"), queryset=Space.objects.none(), widget=UnfoldAdminSelectWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = Space.objects.filter(assignments=self.object_id).values("edition")
        mine = standing.editions(self.request)
        free = Space.objects.free().filter(edition__in=edition).filter(edition__in=mine)
        self.fields["space"].queryset = free


@admin.register(Assignment)
class AssignmentAdmin(Exported, ExpoAdmin):
    """Spaces are given, moved and taken back. What was given stays known."""

    spreadsheet = Kind.ASSIGNMENTS
    edition_path = "space__edition"
    add_form = GivingForm
    ending = "released_at"
    returning = _("Give again")
    is_changed = False
    list_display = ["space", "hall", "exhibitor", "sector", "for_days", "state", "released"]
    list_filter = [
        EditionFilter,
        state_filter(_("state"), "state", STATES),
        hall_filter("space__hall"),
        ("participation__exhibitor__sector", ChoicesDropdownFilter),
        ("participation__exhibitor__kind", ChoicesDropdownFilter),
        ("space__kind", ChoicesDropdownFilter),
    ]
    list_select_related = ["space__hall", "participation__exhibitor"]
    search_fields = [
        "space__code",
        "participation__exhibitor__name_ko",
        "participation__exhibitor__name_en",
    ]
    autocomplete_fields = ["space", "participation"]
    actions = ["write_mail", "release_chosen"]
    actions_detail = ["move", "release"]

    write_mail = write_to(lambda chosen: Participation.objects.filter(assignments__in=chosen))
    released = moment("released_at", _("taken back"))

    def get_fields(self, request: HttpRequest, obj: Assignment | None = None) -> list[Any]:
        if obj is None:
            return ["space", "participation", ("first_day", "last_day")]
        return ["space", "participation", "for_days", "released_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Assignment | None = None) -> list[str]:
        return ["for_days"] if obj else []

    def return_row(self, request: HttpRequest, row: Assignment) -> None:
        assignments.give_again(row)

    def make(self, request: HttpRequest, row: Assignment, form: Any) -> Assignment:
        return assignments.assign(row.space, row.participation, form.days())

    @display(description=_("hall"), ordering="space__hall__code")
    def hall(self, assignment: Assignment) -> str:
        return str(assignment.space.hall)

    @display(description=_("exhibitor"), ordering="participation__exhibitor__name_ko")
    def exhibitor(self, assignment: Assignment) -> str:
        return str(assignment.participation.exhibitor)

    @display(
        description=_("sector"),
        ordering="participation__exhibitor__sector",
        label=SECTOR_COLOURS,
    )
    def sector(self, assignment: Assignment) -> tuple[str, str]:
        exhibitor = assignment.participation.exhibitor
        return exhibitor.sector, exhibitor.get_sector_display()

    @display(description=_("days"), ordering="days")
    def for_days(self, assignment: Assignment) -> str:
        return days_text(assignment.days)

    @display(description=_("state"), label={"standing": "success", "released": ""})
    def state(self, assignment: Assignment) -> tuple[str, Any]:
        key = "standing" if assignment.released_at is None else "released"
        return key, STATES[key][0]

    @act(
        _("Move"),
        _("The exhibitor gets another space for the same days."),
        icon="move_down",
        form=MoveForm,
    )
    def move(self, request: HttpRequest, form: MoveForm, assignment: Assignment) -> None:
        space = form.cleaned_data["space"]
        self.carry_out(
            request,
            [assignment],
            lambda row: assignments.move(row, space, at=editions.now(space.edition)),
            _("The exhibitor now stands on %(space)s.") % {"space": space},
        )

    @act(
        _("Take back"),
        _("The space is free again for others. What was given stays in the history."),
        icon="undo",
        variant=ActionVariant.DANGER,
    )
    def release(self, request: HttpRequest, form: Any, assignment: Assignment) -> None:
        self.carry_out(request, [assignment], release_now, _("The space is free again."))

    @admin.action(description=_("Take the chosen spaces back"), permissions=["act"])
    def release_chosen(self, request: HttpRequest, queryset: QuerySet[Assignment]) -> None:
        given = queryset.filter(released_at=None).select_related("space__edition")
        self.carry_out(request, given, release_now, _("%(count)s spaces are free again."))


def release_now(assignment: Assignment) -> Assignment:
    return assignments.release(assignment, at=editions.now(assignment.space.edition))
