from rest_framework import serializers

from booths import exhibitors
from booths.api.spaces import PlaceOut
from booths.models import (
    Exhibit,
    ExhibitorKind,
    Listing,
    Operation,
    Participation,
    ParticipationRole,
    Sector,
    Space,
)
from booths.models.participation import ParticipationQuerySet
from expo.api.fields import Both
from expo.api.lists import HallQuery, PublicList, described
from expo.models import Edition


class ExhibitorQuery(HallQuery):
    sector = serializers.ChoiceField(Sector.choices, required=False)
    kind = serializers.ChoiceField(ExhibitorKind.choices, required=False)
    role = serializers.ChoiceField(ParticipationRole.choices, required=False)
    state = serializers.ChoiceField(Operation.choices, required=False)


class ExhibitOut(serializers.ModelSerializer[Exhibit]):
    name = Both()
    text = Both()

    class Meta:
        model = Exhibit
        fields = ("name", "text")


class ListingOut(serializers.ModelSerializer[Listing]):
    summary = Both()
    text = Both()
    exhibits = ExhibitOut(many=True)

    class Meta:
        model = Listing
        fields = ("summary", "text", "website", "tags", "exhibits")


class ExhibitorOut(serializers.ModelSerializer[Participation]):
    """A body and how it takes part. A co-exhibitor is found on the spaces of its `main`."""

    id = serializers.UUIDField(source="exhibitor.uuid")
    code = serializers.CharField(source="exhibitor.code")
    name = Both(source="exhibitor")
    sector = serializers.ChoiceField(Sector.choices, source="exhibitor.sector")
    kind = serializers.ChoiceField(ExhibitorKind.choices, source="exhibitor.kind")
    country = serializers.CharField(source="exhibitor.country", help_text="Empty: unknown.")
    main = serializers.CharField(source="main.exhibitor.code", default=None)
    spaces = PlaceOut(many=True, source="stands_on")
    listing = ListingOut(allow_null=True)

    class Meta:
        model = Participation
        fields = (
            *("id", "code", "name", "sector", "kind", "country", "role", "main"),
            *("spaces", "listing"),
        )


@described(ExhibitorQuery, "list_exhibitors")
class Exhibitors(PublicList[Participation]):
    """Everybody who takes part, by Korean name."""

    serializer_class = ExhibitorOut
    query_class = ExhibitorQuery

    def rows(self, edition: Edition) -> ParticipationQuerySet:
        return exhibitors.catalogue(edition, self.at)

    def by_hall(self, rows: ParticipationQuerySet, code: str) -> ParticipationQuerySet:
        return rows.on_spaces(Space.objects.of(self.edition).in_hall(code))

    def by_sector(self, rows: ParticipationQuerySet, sector: str) -> ParticipationQuerySet:
        return rows.of_sector(sector)

    def by_kind(self, rows: ParticipationQuerySet, kind: str) -> ParticipationQuerySet:
        return rows.of_kind(kind)

    def by_role(self, rows: ParticipationQuerySet, role: str) -> ParticipationQuerySet:
        return rows.in_role(role)

    def by_state(self, rows: ParticipationQuerySet, state: str) -> ParticipationQuerySet:
        return exhibitors.in_state(rows, state, self.at)
