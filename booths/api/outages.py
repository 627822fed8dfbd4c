from datetime import datetime
from typing import cast
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import outages
from booths.api import outage_fields
from booths.api.outage_fields import STATES, AmendmentIn, EndIn, NoticeIn
from booths.models import Cause, Outage, ServiceStatus, Space
from booths.models.outage import OutageQuerySet
from expo import access, editions
from expo.api.fields import Both
from expo.api.lists import HallQuery, OrganisersWrite, PublicList, described
from expo.models import Account, Edition, RoleKind

EDITION = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The edition.")


class OutageQuery(HallQuery):
    state = serializers.ChoiceField(STATES, required=False)
    cause = serializers.ChoiceField(Cause.choices, required=False)
    standing = serializers.BooleanField(required=False, help_text="Not over yet, or over.")


class StoppedOut(serializers.ModelSerializer[ServiceStatus]):
    """`is_own`: told by the exhibitor that stands there, not by organisers."""

    space = serializers.CharField(source="space.code")
    hall = serializers.CharField(source="space.hall.code")

    class Meta:
        model = ServiceStatus
        fields = ("space", "hall", "started_at", "ended_at", "is_own")


class OutageOut(serializers.ModelSerializer[Outage]):
    """`ended_at` is null while nobody has reopened it, `expected_until` while nobody can say."""

    id = serializers.UUIDField(source="uuid")
    text = Both()
    spaces = StoppedOut(many=True, source="statuses")

    class Meta:
        model = Outage
        fields = (
            *("id", "state", "cause", "text", "started_at", "start_is_estimated"),
            *("expected_until", "ended_at", "spaces"),
        )


class OutageIn(NoticeIn):
    """One outage over one or many spaces."""

    spaces = serializers.ListField(
        child=serializers.CharField(), allow_empty=False, help_text="Codes."
    )
    state = serializers.ChoiceField(STATES, default="suspended")


@described(OutageQuery, "list_outages")
class Outages(OrganisersWrite, PublicList[Outage]):
    """What stopped which booths, the latest first."""

    serializer_class = OutageOut
    query_class = OutageQuery

    def rows(self, edition: Edition) -> OutageQuerySet:
        return Outage.objects.of(edition).begun(self.at).with_spaces().latest_first()

    def by_hall(self, rows: OutageQuerySet, code: str) -> OutageQuerySet:
        return rows.in_hall(code)

    def by_state(self, rows: OutageQuerySet, state: str) -> OutageQuerySet:
        return rows.in_state(state)

    def by_cause(self, rows: OutageQuerySet, cause: str) -> OutageQuerySet:
        return rows.caused_by(cause)

    def by_standing(self, rows: OutageQuerySet, wanted: object) -> OutageQuerySet:
        return rows.standing() if wanted else rows.over()

    @extend_schema(
        operation_id="report_outage",
        parameters=[EDITION],
        request=OutageIn,
        responses={201: OutageOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Open one outage over these spaces, as an organiser."""
        edition = self.edition
        said = OutageIn(data=request.data)
        said.is_valid(raise_exception=True)
        spaces = outage_fields.named(Space.objects.of(edition), said.validated_data["spaces"])
        notice = outage_fields.notice(said.validated_data, self.at)
        return answer(outages.start(edition, notice, spaces, teller(request)), status=201)


class OneOutage(APIView):
    """An outage of an edition, for its organisers: its own or one that an exhibitor told."""

    permission_classes = (IsAuthenticated,)

    def outage(self, request: Request, slug: str, uuid: UUID) -> Outage:
        """Raises Http404 for strangers and for what there is not."""
        edition = access.edition_for(request.user, slug, RoleKind.ORGANISER)
        rows = Outage.objects.of(edition).select_related("edition")
        return get_object_or_404(rows, uuid=uuid)


class Amendment(OneOutage):
    @extend_schema(
        operation_id="amend_outage",
        parameters=[EDITION],
        request=AmendmentIn,
        responses=OutageOut,
    )
    def patch(self, request: Request, slug: str, uuid: UUID) -> Response:
        """Say it better. Answers what stands now: another outage when the state has changed."""
        outage = self.outage(request, slug, uuid)
        said = AmendmentIn(data=request.data)
        said.is_valid(raise_exception=True)
        words = outage_fields.amended(outage, said.validated_data)
        at = editions.now(outage.edition)
        return answer(outages.amend(outage, words, at=at, by=teller(request)))


class End(OneOutage):
    @extend_schema(
        operation_id="end_outage",
        parameters=[EDITION],
        request=EndIn,
        responses=OutageOut,
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        """Reopen every booth that it still holds, or only the named ones."""
        outage = self.outage(request, slug, uuid)
        said = EndIn(data=request.data)
        said.is_valid(raise_exception=True)
        at = said.validated_data.get("at", editions.now(outage.edition))
        return answer(_ended(outage, said.validated_data.get("spaces"), at))


def teller(request: Request) -> Account:
    """Whoever got past the roles has an account."""
    return cast("Account", request.user)


def answer(outage: Outage, status: int = 200) -> Response:
    row = Outage.objects.with_spaces().select_related("edition").get(pk=outage.pk)
    with timezone.override(row.edition.tz):
        return Response(OutageOut(row).data, status=status)


def _ended(outage: Outage, codes: list[str] | None, at: datetime) -> Outage:
    if codes is None:
        return outages.end(outage, at=at)
    held = [status.space for status in outage.statuses.select_related("space")]
    return outages.reopen_some(outage, outage_fields.named(held, codes), at=at)
