from datetime import timedelta
from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter, DropdownFilter
from unfold.decorators import display
from unfold.enums import ActionVariant

from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment, moment_text
from expo.admin.filters import EditionFilter
from expo.standing import DOOR_SUPERVISOR
from visitors import devices
from visitors.devices import DeviceState
from visitors.models import Device
from visitors.models.gate import DeviceQuerySet

COLOURS = {
    DeviceState.IN_USE.value: "success",
    DeviceState.SILENT.value: "danger",
    DeviceState.NEW.value: "warning",
    DeviceState.EXPIRED.value: "warning",
    DeviceState.REVOKED.value: "",
}


class StateFilter(DropdownFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return DeviceState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Device]) -> QuerySet[Device]:
        if self.value() not in DeviceState.values:
            return queryset
        return devices.in_state(queryset, DeviceState(self.value()), timezone.now())


@admin.register(Device)
class DeviceAdmin(ExpoAdmin):
    """Made for a gate, enrolled by the phone itself, revoked when it is lost."""

    readers = (DOOR_SUPERVISOR,)
    writers = (DOOR_SUPERVISOR, *ExpoAdmin.writers)
    ending = "revoked_at"
    is_changed = False
    list_display = [
        "name",
        "gate",
        "purpose",
        "kind",
        "state",
        "last_contact",
        "pending",
        "skew",
        "battery",
        "version",
        "enrolled",
    ]
    list_display_links = ["name"]
    list_filter = [
        EditionFilter,
        StateFilter,
        ("kind", ChoicesDropdownFilter),
        ("gate__purpose", ChoicesDropdownFilter),
    ]
    search_fields = ["name", "gate__code"]
    autocomplete_fields = ["gate"]
    actions = ["revoke_chosen"]
    actions_detail = ["revoke"]

    enrolled = moment("enrolled_at", _("enrolled"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Device]:
        """A desk's own device is nobody's to enrol or to revoke."""
        rows = cast("DeviceQuerySet", super().get_queryset(request))
        return rows.in_hands().select_related("gate", "contact")

    def get_fields(self, request: HttpRequest, obj: Device | None = None) -> list[Any]:
        if obj is None:
            return ["gate", "name", "may_search"]  # kiosks are made at the desk
        return [
            ("name", "gate"), ("kind", "may_search"),
            ("state_text", "last_contact"), ("pending", "skew"), ("battery", "version"),
            ("made_at", "made_by"), ("enrolled_at", "enrolment_expires_at"), "revoked_at",
        ]  # fmt: skip

    def get_readonly_fields(self, request: HttpRequest, obj: Device | None = None) -> list[str]:
        told = ["state_text", "last_contact", "pending", "skew", "battery", "version"]
        return told if obj else []

    def make(self, request: HttpRequest, row: Device, form: Any) -> Device:
        device, code = devices.create(
            row.gate,
            row.name,
            by=request.user,  # type: ignore[arg-type]  # no stranger gets here
            may_search=row.may_search,
        )
        self._show(request, device, code)
        return device

    def _show(self, request: HttpRequest, device: Device, code: str) -> None:
        said = _("Enrolment code, shown only now: {code}. It works once, until {until}.")
        until = moment_text(device.enrolment_expires_at)
        shown = format_html('<strong class="fair-code">{}</strong>', code)
        sentence = format_html(str(said), code=shown, until=until)
        self.message_user(request, sentence, messages.WARNING)

    @display(description=_("purpose"), ordering="gate__purpose")
    def purpose(self, device: Device) -> str:
        return device.gate.get_purpose_display()

    @display(description=_("state"), label=COLOURS)
    def state(self, device: Device) -> tuple[str, Any]:
        state = devices.state(device, timezone.now())
        return state.value, state.label

    @display(description=_("state"))
    def state_text(self, device: Device) -> Any:
        return devices.state(device, timezone.now()).label

    @display(description=_("last contact"), ordering="contact__seen_at", empty_value="–")
    def last_contact(self, device: Device) -> str | None:
        """Real time, unlike everything else at the fair: a demo's clock runs faster."""
        contact = getattr(device, "contact", None)
        return f"{timezone.localtime(contact.seen_at):%Y-%m-%d %H:%M:%S}" if contact else None

    @display(description=_("unsent scans"), ordering="contact__pending", empty_value="–")
    def pending(self, device: Device) -> int | None:
        contact = getattr(device, "contact", None)
        return contact.pending if contact else None

    @display(description=_("clock ahead"), ordering="contact__skew_ms", empty_value="–")
    def skew(self, device: Device) -> str | None:
        contact = getattr(device, "contact", None)
        if contact is None or contact.skew_ms is None:
            return None
        return f"{timedelta(milliseconds=contact.skew_ms).total_seconds():+.1f} s"

    @display(description=_("battery, %"), ordering="contact__battery", empty_value="–")
    def battery(self, device: Device) -> int | None:
        contact = getattr(device, "contact", None)
        return contact.battery if contact else None

    @display(description=_("version"), ordering="contact__version", empty_value="–")
    def version(self, device: Device) -> str | None:
        contact = getattr(device, "contact", None)
        return contact.version or None if contact else None

    @act(
        _("Revoke"),
        _(
            "The device admits nobody from its next contact on; what it did until then is taken "
            "in, marked. It cannot be enrolled again."
        ),
        icon="phonelink_erase",
        variant=ActionVariant.DANGER,
    )
    def revoke(self, request: HttpRequest, form: Any, device: Device) -> None:
        self.carry_out(request, [device], devices.revoke, _("The device is revoked."))

    @admin.action(description=_("Revoke the chosen devices"), permissions=["act"])
    def revoke_chosen(self, request: HttpRequest, queryset: QuerySet[Device]) -> None:
        valid = queryset.filter(revoked_at=None)
        self.carry_out(request, valid, devices.revoke, _("%(count)s devices are revoked."))
