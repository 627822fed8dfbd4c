"""“Is your booth running?” through the API: read and told by an exhibitor's members."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import outages, stands
from booths.api import outage_fields
from booths.api.outage_fields import NoticeIn
from booths.api.outages import OutageOut
from booths.api.seats import seat_for
from booths.models import Cause, Operation, Outage
from booths.seats import Seat
from expo import editions

EXHIBITOR = OpenApiParameter(
    "exhibitor", str, description="Its code; needed by who works for several."
)


class StandOut(serializers.Serializer[Any]):
    space = serializers.CharField(source="space.code")
    hall = serializers.CharField(source="space.hall.code")
    state = serializers.ChoiceField(Operation.choices)


class StatusOut(serializers.Serializer[Any]):
    """`own` is what the exhibitor told and still stands, `organisers` what these told."""

    at = serializers.DateTimeField()
    may_tell = serializers.BooleanField(help_text="A guest of a main only reads.")
    state = serializers.ChoiceField(Operation.choices, help_text="Of the worst booth.")
    booths = StandOut(many=True)
    own = OutageOut(many=True)
    organisers = OutageOut(many=True)


class StatusIn(NoticeIn):
    """How the booths run; with `operating` they run again, `started_at` being since when."""

    state = serializers.ChoiceField(Operation.choices)
    cause = serializers.ChoiceField(
        Cause.choices, required=False, help_text="Needed unless operating."
    )
    spaces = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        allow_empty=False,
        help_text="Codes. Left out: all booths of the exhibitor.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if attrs["state"] != Operation.OPERATING and "cause" not in attrs:
            self.fields["cause"].required = True
            raise serializers.ValidationError(
                {"cause": [self.fields["cause"].error_messages["required"]]}
            )
        return attrs


class Status(APIView):
    """How the booths run on which an exhibitor stands today."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(operation_id="read_status", parameters=[EXHIBITOR], responses=StatusOut)
    def get(self, request: Request) -> Response:
        return _answer(seat_for(request))

    @extend_schema(
        operation_id="tell_status", parameters=[EXHIBITOR], request=StatusIn, responses=StatusOut
    )
    def post(self, request: Request) -> Response:
        """Tell it anew. Told again it is amended, and in another state it goes on in that."""
        seat = seat_for(request)
        if not seat.is_main:
            raise PermissionDenied
        said = StatusIn(data=request.data)
        said.is_valid(raise_exception=True)
        _tell(seat, said.validated_data)
        return _answer(seat)


def _tell(seat: Seat, said: dict[str, Any]) -> None:
    standing = stands.of(seat.participation, editions.now(seat.edition))
    codes = said.get("spaces", [space.code for space in standing.spaces])
    spaces = outage_fields.named(standing.spaces, codes)
    if said["state"] == Operation.OPERATING:
        outages.reopen_own(spaces, at=said.get("started_at", standing.at))
    else:
        notice = outage_fields.notice(said, standing.at)
        outages.report(spaces, notice, by=seat.account)


def _answer(seat: Seat) -> Response:
    standing = stands.of(seat.participation, editions.now(seat.edition))
    with timezone.override(seat.edition.tz):
        return Response(
            StatusOut(
                {
                    "at": standing.at,
                    "may_tell": seat.is_main and bool(standing.each),
                    "state": standing.state,
                    "booths": standing.each,
                    "own": _with_spaces(standing.own),
                    "organisers": _with_spaces(standing.others),
                }
            ).data
        )


def _with_spaces(told: list[Outage]) -> Any:
    return Outage.objects.filter(pk__in=[row.pk for row in told]).with_spaces().latest_first()
