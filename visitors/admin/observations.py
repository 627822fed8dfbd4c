from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo import editions, standing
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, day_filter
from expo.standing import DOOR_SUPERVISOR, ORGANISER
from visitors.models import Observation


@admin.register(Observation)
class ObservationAdmin(ExpoAdmin):
    """What somebody counted with his own eyes. A wrong count is followed by a right one."""

    readers = (DOOR_SUPERVISOR,)
    writers = (ORGANISER, DOOR_SUPERVISOR)
    is_changed = False
    author = "observed_by"
    list_display = ["observed", "area", "people", "kind", "observed_by", "received"]
    list_display_links = ["observed"]
    list_filter = [EditionFilter, day_filter("observed_at"), ("kind", ChoicesDropdownFilter)]
    list_select_related = ["area", "observed_by"]
    search_fields = ["area__code"]
    autocomplete_fields = ["area"]

    observed = moment("observed_at", _("observed"))
    received = moment("received_at", _("received"))

    def get_fields(self, request: HttpRequest, obj: Observation | None = None) -> list[str]:
        asked = ["edition", "area", "observed_at", "count", "kind"]
        return [*asked, "received_at", "observed_by"] if obj else asked

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        edition = standing.chosen_edition(request)
        at = {"observed_at": editions.now(edition)} if edition else {}
        return {**at, **super().get_changeform_initial_data(request)}

    def make(self, request: HttpRequest, row: Observation, form: Any) -> Observation:
        row.received_at = editions.now(row.edition)
        return super().make(request, row, form)

    @display(description=_("people inside"), ordering="count")
    def people(self, observation: Observation) -> int:
        return observation.count
