from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from expo import editions, standing
from expo.admin.acts import act
from expo.admin.base import ExpoAdmin
from expo.admin.columns import moment
from expo.admin.filters import EditionFilter, day_filter, state_filter
from expo.errors import DomainError
from expo.standing import DOOR_SUPERVISOR, ORGANISER
from visitors import drifts, observations
from visitors.models import Observation
from visitors.observations import Headcount

STATES = {
    "standing": (_("Counts"), Q(withdrawn_at=None)),
    "withdrawn": (_("Withdrawn"), Q(withdrawn_at__isnull=False)),
}


@admin.register(Observation)
class ObservationAdmin(ExpoAdmin):
    """What somebody counted with his own eyes. A wrong count is withdrawn and stays."""

    readers = (DOOR_SUPERVISOR,)
    writers = (ORGANISER, DOOR_SUPERVISOR)
    is_changed = False
    ending = "withdrawn_at"
    list_display = ["observed", "area", "people", "kind", "observed_by", "received", "state"]
    list_display_links = ["observed"]
    list_filter = [
        EditionFilter,
        day_filter("observed_at"),
        state_filter(_("state"), "state", STATES),
        ("kind", ChoicesDropdownFilter),
    ]
    list_select_related = ["area", "observed_by"]
    search_fields = ["area__code"]
    autocomplete_fields = ["area"]
    readonly_fields = ["estimate", "drift"]
    actions_detail = ["withdraw"]

    observed = moment("observed_at", _("observed"))
    received = moment("received_at", _("received"))

    def get_fields(self, request: HttpRequest, obj: Observation | None = None) -> list[Any]:
        asked = ["edition", "area", "observed_at", "count", "kind"]
        told = ["estimate", "drift", "received_at", "observed_by"]
        return [*asked, *told, ("withdrawn_at", "withdrawn_by")] if obj else asked

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        edition = standing.chosen_edition(request)
        at = {"observed_at": editions.now(edition)} if edition else {}
        return {**at, **super().get_changeform_initial_data(request)}

    def make(self, request: HttpRequest, row: Observation, form: Any) -> Observation:
        said = Headcount(
            area=row.area,
            count=row.count,
            kind=row.kind,  # type: ignore[arg-type]  # one of the choices
            observed_at=row.observed_at,
        )
        at = editions.now(row.edition)
        told = observations.tell(row.edition, said, at=at, by=request.user)  # type: ignore[arg-type]  # no stranger gets here
        return told.observation

    @display(description=_("people inside"), ordering="count")
    def people(self, observation: Observation) -> int:
        return observation.count

    @display(
        description=_("state"),
        ordering="withdrawn_at",
        label={"standing": "success", "withdrawn": ""},
    )
    def state(self, observation: Observation) -> tuple[str, Any]:
        key = "standing" if observation.withdrawn_at is None else "withdrawn"
        return key, STATES[key][0]

    @display(description=_("said by the doors"), empty_value="–")
    def estimate(self, observation: Observation) -> int | None:
        return _beside_the_doors(observation).estimate

    @display(description=_("drift"), empty_value="–")
    def drift(self, observation: Observation) -> int | None:
        """What the doors had too many; below 0, too few."""
        return _beside_the_doors(observation).people

    @act(
        _("Withdraw"),
        _("The headcount counts no longer. It stays in the list, with who withdrew it and when."),
        icon="undo",
    )
    def withdraw(self, request: HttpRequest, form: Any, observation: Observation) -> None:
        at = editions.now(observation.edition)
        self.carry_out(
            request,
            [observation],
            lambda row: observations.withdraw(row, at=at, by=request.user),  # type: ignore[arg-type]  # no stranger gets here
            _("The headcount is withdrawn."),
        )


def _beside_the_doors(observation: Observation) -> drifts.Drift:
    """Without an estimate where the edition has lost its show days."""
    try:
        [told] = drifts.of(observation.edition, [observation])
    except DomainError:
        return drifts.Drift(observation, None)
    return told
