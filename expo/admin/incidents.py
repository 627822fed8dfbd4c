from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from expo import incidents, personal
from expo.admin.acts import NO_WAY_BACK, act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, state_filter
from expo.admin.forms import FairForm
from expo.models import Incident
from expo.standing import ORGANISER, PRIVACY_OFFICER

STATES = {
    "open": (_("Open"), Q(closed_at=None)),
    "closed": (_("Closed"), Q(closed_at__isnull=False)),
}
IN_WORDS = ("what", "items", "measures")


class IncidentForm(FairForm):
    def clean(self) -> dict[str, Any]:
        said = super().clean()
        for name in IN_WORDS:
            if personal.looks_like_resident_number(said.get(name) or ""):
                words = _("This looks like a resident registration number, which nobody may keep.")
                self.add_error(name, forms.ValidationError(words, code="resident_number"))
        if (said.get("known_at") or timezone.now()) > timezone.now():
            words = _("Nobody can have known of it later than now.")
            self.add_error("known_at", forms.ValidationError(words, code="later_than_now"))
        return said


@admin.register(Incident)
class IncidentAdmin(ExpoAdmin):
    """Breaches of personal data. Whoever finds one writes it down; the clock runs at once."""

    form = IncidentForm
    readers = (ORGANISER, PRIVACY_OFFICER)
    writers = (ORGANISER, PRIVACY_OFFICER)
    author = "written_by"
    ending = "closed_at"
    list_display = ["known", "clock", "what", "people", "closed"]
    list_display_links = ["known"]
    list_filter = [EditionFilter, state_filter(_("state"), "state", STATES)]
    fields = [
        *("edition", "known_at", "clock", "what", ("items", "people")),
        *("measures", "people_told_at", "authority_told_at", "closed_at"),
    ]
    readonly_fields = ["clock", "closed_at"]
    actions_detail = ["close"]

    known = moment("known_at", _("known since"))
    closed = moment("closed_at", _("closed"))

    def has_change_permission(self, request: HttpRequest, obj: Incident | None = None) -> bool:
        is_closed = isinstance(obj, Incident) and obj.closed_at is not None
        return not is_closed and super().has_change_permission(request, obj)

    @display(description=_("clock"))
    def clock(self, incident: Incident) -> str:
        return incidents.clock(incident, timezone.now()) if incident.pk else "–"

    @act(_("Close the incident"), NO_WAY_BACK, icon="task_alt")
    def close(self, request: HttpRequest, form: Any, incident: Incident) -> None:
        at = timezone.now()
        done = _("The incident is closed.")
        self.carry_out(request, [incident], lambda row: incidents.close(row, at), done)
