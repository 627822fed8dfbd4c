"""Headcounts through the API: told as often as one likes, listed beside what the doors said."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import access, editions
from expo.api.fields import Moment, NothingElse
from expo.api.lists import FairList, ListQuery
from expo.models import Account, Edition, RoleKind
from visitors import areas, drifts, observations
from visitors.api.figures import EDITION
from visitors.drifts import Drift
from visitors.models import Observation, ObservationKind
from visitors.models.observation import ObservationQuerySet
from visitors.observations import Headcount

TELLERS = (RoleKind.ORGANISER, RoleKind.DOOR_SUPERVISOR)
READERS = (*TELLERS, RoleKind.PLANNER)
TAGS = ["figures"]


class ObservationIn(NothingElse):
    """Nothing but what stands here: a misspelt `observed_at` would silently mean now."""

    id = serializers.UUIDField(
        required=False, help_text="Chosen by who tells it: told again, it adds nothing."
    )
    area = serializers.CharField(max_length=40, help_text="fair, hall:4B, session:S1")
    count = serializers.IntegerField(help_text="People inside.")
    kind = serializers.ChoiceField(ObservationKind.choices)
    observed_at = Moment(required=False, help_text="The fair's time. Default: now.")


class ObservationOut(serializers.Serializer[Drift]):
    """A headcount beside what the doors had said. The drift settles as scanners send."""

    id = serializers.UUIDField(source="observation.uuid")
    area = serializers.SerializerMethodField(help_text="fair, hall:4B, session:S1")
    observed_at = serializers.DateTimeField(source="observation.observed_at")
    received_at = serializers.DateTimeField(source="observation.received_at")
    kind = serializers.ChoiceField(ObservationKind.choices, source="observation.kind")
    count = serializers.IntegerField(source="observation.count")
    estimate = serializers.IntegerField(
        allow_null=True, help_text="People inside by the doors, just before."
    )
    drift = serializers.IntegerField(
        source="people", allow_null=True, help_text="estimate − count; null outside the show days."
    )
    observed_by = serializers.CharField(
        source="observation.observed_by", allow_null=True, help_text="Null: nobody said."
    )
    withdrawn_at = serializers.DateTimeField(
        source="observation.withdrawn_at", allow_null=True, help_text="Null: it counts."
    )

    def get_area(self, drift: Drift) -> str:
        return areas.word(drift.observation.area)


class ObservationQuery(ListQuery):
    area = serializers.CharField(required=False, help_text="fair, hall:4B, session:S1")
    day = serializers.DateField(required=False, help_text="A show day.")
    standing = serializers.BooleanField(required=False, help_text="Not withdrawn, or withdrawn.")


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class Observations(FairList[Observation]):
    """Headcounts, the latest first, each with its drift; withdrawn ones among them."""

    serializer_class = ObservationOut  # type: ignore[assignment]  # of the row beside the doors
    query_class = ObservationQuery

    @cached_property
    def edition(self) -> Edition:
        return access.edition_for(self.request.user, self.kwargs["slug"], *READERS)

    def rows(self, edition: Edition) -> ObservationQuerySet:
        return Observation.objects.of(edition).latest_first()

    def by_area(self, rows: ObservationQuerySet, word: str) -> ObservationQuerySet:
        return rows.filter(area=areas.named(self.edition, word))

    def by_day(self, rows: ObservationQuerySet, day: date) -> ObservationQuerySet:
        shown = observations.show_day(self.edition, day)
        return rows.between(shown.starts, shown.ends)

    def by_standing(self, rows: ObservationQuerySet, wanted: object) -> ObservationQuerySet:
        return rows.standing() if wanted else rows.withdrawn()

    def paginate_queryset(self, queryset: Any) -> Any:
        return drifts.of(self.edition, super().paginate_queryset(queryset) or [])

    @extend_schema(
        operation_id="list_observations", parameters=[EDITION, ObservationQuery], tags=TAGS
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="tell_observation",
        parameters=[EDITION],
        request=ObservationIn,
        responses={201: ObservationOut, 200: ObservationOut},
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        """Tell a headcount: 201 the first time, 200 whenever it is told again under its id."""
        _check_may_tell(request, self.edition)
        said = ObservationIn(data=request.data)
        said.is_valid(raise_exception=True)
        headcount = _headcount(self.edition, said.validated_data)
        told = observations.tell(self.edition, headcount, at=self.at, by=teller(request))
        return _answer(told.observation, 201 if told.is_new else 200)


class Withdrawal(APIView):
    """Lets a headcount count no longer, as often as one likes. It stays in the list."""

    @extend_schema(
        operation_id="withdraw_observation",
        parameters=[EDITION],
        request=None,
        responses=ObservationOut,
        tags=TAGS,
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        edition = access.edition_for(request.user, slug, *READERS)
        _check_may_tell(request, edition)
        row = get_object_or_404(Observation.objects.of(edition), uuid=uuid)
        at = editions.now(edition)
        return _answer(observations.withdraw(row, at=at, by=teller(request)), 200)


def teller(request: Request) -> Account:
    """Whoever got past the roles has an account."""
    return cast("Account", request.user)


def _check_may_tell(request: Request, edition: Edition) -> None:
    if not access.may(request.user, edition, *TELLERS):
        raise PermissionDenied


def _headcount(edition: Edition, said: dict[str, Any]) -> Headcount:
    given = {"uuid": said["id"]} if "id" in said else {}
    return Headcount(
        area=areas.named(edition, said["area"]),
        count=said["count"],
        kind=ObservationKind(said["kind"]),
        observed_at=said.get("observed_at"),
        **given,
    )


def _answer(observation: Observation, status: int) -> Response:
    row = Observation.objects.latest_first().get(pk=observation.pk)
    with timezone.override(row.edition.tz):
        [drift] = drifts.of(row.edition, [row])
        return Response(ObservationOut(drift).data, status=status)
