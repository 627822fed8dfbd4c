from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from expo.admin.base import ExpoAdmin
from expo.admin.filters import EditionFilter, hall_filter
from expo.admin.forms import FairForm
from expo.models import Hall, Session
from expo.standing import DOOR_SUPERVISOR
from visitors import gates
from visitors.models import Gate
from visitors.models.classes import CLASSES, every_class


class GateForm(FairForm):
    """Asks for the hall or the session behind the gate; the area follows from that."""

    hall = forms.ModelChoiceField(
        label=_("hall"),
        queryset=Hall.objects.none(),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("For a hall door."),
    )
    session = forms.ModelChoiceField(
        label=_("session"),
        queryset=Session.objects.none(),
        required=False,
        widget=UnfoldAdminSelectWidget,
        help_text=_("For a session door."),
    )
    classes = forms.MultipleChoiceField(
        label=_("classes admitted"),
        choices=CLASSES,
        initial=every_class,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Gate
        fields = (
            "edition", "code", "name_ko", "name_en", "purpose", "hall", "session",
            "classes", "opens", "closes",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = self.model_admin.admin_site
        for name, model in (("hall", Hall), ("session", Session)):
            field: Any = self.fields.get(name)
            if field is not None:
                field.queryset = site.get_model_admin(model).get_queryset(self.request)
                field.initial = getattr(self.instance.area, f"{name}_id", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"edition", "purpose", "code"} <= cleaned.keys():
            self.instance.area = self._area(cleaned)
        return cleaned

    def _area(self, cleaned: dict[str, Any]) -> Any:
        try:
            return gates.area_behind(
                cleaned["edition"],
                cleaned["purpose"],
                cleaned["code"],
                hall=cleaned.get("hall"),
                session=cleaned.get("session"),
            )
        except gates.LeadsNowhere as error:
            self.add_error("purpose", str(error.message))


@admin.register(Gate)
class GateAdmin(ExpoAdmin):
    readers = (DOOR_SUPERVISOR,)
    is_removed = True
    form = GateForm
    list_display = ["code", "name", "purpose", "area", "admits", "hours", "devices"]
    list_filter = [EditionFilter, ("purpose", ChoicesDropdownFilter), hall_filter("area__hall")]
    list_select_related = ["area"]
    search_fields = ["code", "name_ko", "name_en"]
    fieldsets = [
        (None, {"fields": ["edition", "code", ("name_ko", "name_en")]}),
        (_("Where it leads"), {"fields": ["purpose", ("hall", "session")]}),
        (_("Whom it admits, and when"), {"fields": ["classes", ("opens", "closes")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Gate]:
        in_use = Q(devices__enrolled_at__isnull=False, devices__revoked_at=None)
        return super().get_queryset(request).annotate(devices_count=Count("devices", filter=in_use))

    @display(description=_("name"), ordering="name_ko")
    def name(self, gate: Gate) -> str:
        return str(gate.name)

    @display(description=_("admits"))
    def admits(self, gate: Gate) -> str:
        if set(gate.classes) == set(every_class()):
            return str(_("Every class"))
        labels = dict(CLASSES)
        return ", ".join(str(labels[name]) for name in gate.classes)

    @display(description=_("hours"), ordering="opens")
    def hours(self, gate: Gate) -> str:
        if gate.opens is None and gate.closes is None:
            return str(_("With the show day"))
        return " – ".join(f"{at:%H:%M}" if at else "…" for at in (gate.opens, gate.closes))

    @display(description=_("devices in use"), ordering="devices_count")
    def devices(self, gate: Any) -> int:
        return int(gate.devices_count)
