from datetime import date, timedelta

from rest_framework import serializers

from booths import floorplan
from booths.models import Assignment, Exhibitor, Operation, Participation, Sector, Space, SpaceKind
from booths.models.space import SpaceQuerySet
from expo.api.fields import Both
from expo.api.lists import HallQuery, PublicList, described
from expo.models import Edition


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


@described(SpaceQuery, "list_spaces")
class Spaces(PublicList[Space]):
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
