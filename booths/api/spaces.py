from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import floorplan, spaces
from booths.api.writing import EDITION, organised, row_in
from booths.models import Assignment, Exhibitor, Operation, Participation, Sector, Space, SpaceKind
from booths.models.space import SpaceQuerySet
from expo import editions
from expo.api.fields import Both, NothingElse
from expo.api.lists import HallQuery, OrganisersWrite, PublicList, described
from expo.models import Edition, Hall

CODE = r"^[\w\-][\w.\-]*$"


class SpaceQuery(HallQuery):
    sector = serializers.ChoiceField(Sector.choices, required=False)
    kind = serializers.ChoiceField(SpaceKind.choices, required=False)
    state = serializers.ChoiceField(Operation.choices, required=False)


class PlaceOut(serializers.ModelSerializer[Space]):
    """Where a booth is and how it operates now."""

    hall = serializers.CharField(source="hall.code")
    state = serializers.ChoiceField(Operation.choices)

    class Meta:
        model = Space
        fields = ("code", "hall", "state")


class BodyOut(serializers.ModelSerializer[Exhibitor]):
    id = serializers.UUIDField(source="uuid")
    name = Both()

    class Meta:
        model = Exhibitor
        fields = ("id", "code", "name", "sector", "kind")


class GuestOut(serializers.ModelSerializer[Participation]):
    exhibitor = BodyOut()

    class Meta:
        model = Participation
        fields = ("role", "exhibitor")


class OccupantOut(serializers.ModelSerializer[Assignment]):
    """Who holds the space, from the first to the last day, and who stands there with it."""

    first_day = serializers.DateField(source="days.lower")
    last_day = serializers.SerializerMethodField()
    exhibitor = BodyOut(source="participation.exhibitor")
    guests = GuestOut(many=True, source="participation.guests")

    class Meta:
        model = Assignment
        fields = ("first_day", "last_day", "exhibitor", "guests")

    def get_last_day(self, assignment: Assignment) -> date:
        after: date = assignment.days.upper
        return after - timedelta(days=1)


class SpaceOut(PlaceOut):
    """A rectangle on its hall's floor, in metres from the hall's upper left."""

    x = serializers.FloatField()
    y = serializers.FloatField()
    width = serializers.FloatField()
    depth = serializers.FloatField()
    area = serializers.FloatField(help_text="m²")
    occupants = OccupantOut(many=True, source="assignments")

    class Meta:
        model = Space
        fields = (
            *("code", "hall", "kind", "state", "x", "y", "width", "depth", "area"),
            "occupants",
        )


class Metres(serializers.DecimalField):
    """With two decimals at most, from the hall's upper left."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=7, decimal_places=2, **options)


class SpaceChangeIn(NothingElse):
    hall = serializers.CharField(help_text="A hall's code.")
    kind = serializers.ChoiceField(SpaceKind.choices, required=False, help_text="Default: shell.")
    x = Metres(min_value=0)
    y = Metres(min_value=0)
    width = Metres(min_value=Decimal("0.01"))
    depth = Metres(min_value=Decimal("0.01"))

    def validate_hall(self, code: str) -> Hall:
        hall: Hall = row_in(Hall.objects.filter(edition=self.context["edition"]), code)
        return hall


class SpaceIn(SpaceChangeIn):
    code = serializers.RegexField(CODE, max_length=12)


@described(SpaceQuery, "list_spaces")
class Spaces(OrganisersWrite, PublicList[Space]):
    """The exhibition spaces in the order of their codes."""

    serializer_class = SpaceOut
    query_class = SpaceQuery

    def rows(self, edition: Edition) -> SpaceQuerySet:
        return floorplan.spaces(edition, self.at)

    def by_hall(self, rows: SpaceQuerySet, code: str) -> SpaceQuerySet:
        return rows.in_hall(code)

    def by_sector(self, rows: SpaceQuerySet, sector: str) -> SpaceQuerySet:
        return rows.of_sector(sector)

    def by_kind(self, rows: SpaceQuerySet, kind: str) -> SpaceQuerySet:
        return rows.of_kind(kind)

    def by_state(self, rows: SpaceQuerySet, state: str) -> SpaceQuerySet:
        return rows.in_state(state)

    @extend_schema(
        operation_id="add_space",
        parameters=[EDITION],
        request=SpaceIn,
        responses={201: SpaceOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Lay out a space. 409 `space_exists`, `floor_taken`; 422 `outside_hall`."""
        edition = self.edition
        said = SpaceIn(data=request.data, context={"edition": edition})
        said.is_valid(raise_exception=True)
        return _answer(spaces.add(edition, said.validated_data), 201)


class OneSpace(APIView):
    @extend_schema(
        operation_id="change_space",
        parameters=[EDITION],
        request=SpaceChangeIn,
        responses=SpaceOut,
    )
    def patch(self, request: Request, slug: str, code: str) -> Response:
        """Whatever is named gets another value. 409 `floor_taken`; 422 `outside_hall`."""
        edition = organised(request, slug)
        space = get_object_or_404(Space.objects.of(edition), code=code)
        said = SpaceChangeIn(data=request.data, partial=True, context={"edition": edition})
        said.is_valid(raise_exception=True)
        return _answer(spaces.change(space, said.validated_data), 200)


def _answer(space: Space, status: int) -> Response:
    edition = space.edition
    told = floorplan.spaces(edition, editions.now(edition)).get(pk=space.pk)
    return Response(SpaceOut(told).data, status=status)
