from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from stdnum.exceptions import ValidationError as StdnumError

from booths import bodies, exhibitors, registration_numbers
from booths.api.spaces import PlaceOut
from booths.api.writing import EDITION, organised, row_in
from booths.bodies import Part
from booths.listings.fields import FIELDS
from booths.models import (
    Exhibit,
    Exhibitor,
    ExhibitorKind,
    Listing,
    Operation,
    Participation,
    ParticipationRole,
    Sector,
    Space,
)
from booths.models.participation import ParticipationQuerySet
from expo.api.fields import Both, NothingElse
from expo.api.lists import HallQuery, OrganisersWrite, PublicList, described
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


class ExhibitorChangeIn(NothingElse):
    """`main` is the code of the main exhibitor that a co-exhibitor or represented company names."""

    name_ko = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=120, required=False, allow_blank=True)
    sector = serializers.ChoiceField(Sector.choices)
    kind = serializers.ChoiceField(ExhibitorKind.choices)
    country = serializers.RegexField(r"^([A-Z]{2})?$", required=False, allow_blank=True)
    registration_number = serializers.CharField(max_length=12, required=False, allow_blank=True)
    role = serializers.ChoiceField(ParticipationRole.choices, required=False)
    main = serializers.CharField(required=False)

    def validate_name_ko(self, name: str) -> str:
        return self._written("name_ko", name)

    def validate_name_en(self, name: str) -> str:
        return self._written("name_en", name)

    def _written(self, field: str, name: str) -> str:
        """By the rule of the listing, which shows the same name."""
        try:
            return str(FIELDS[field].clean(name))
        except ValidationError as error:
            raise serializers.ValidationError(error.messages) from error

    def validate_registration_number(self, number: str) -> str:
        try:
            return registration_numbers.written(number) if number else ""
        except StdnumError as error:
            raise serializers.ValidationError(
                _("This is no business registration number: its check digit is wrong.")
            ) from error

    def validate_main(self, code: str) -> Participation:
        standing = Participation.objects.of(self.context["edition"]).standing()
        found: Participation = row_in(standing, code, "exhibitor__code")
        return found

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "main" in attrs and "role" not in attrs:
            raise serializers.ValidationError({"role": [_("Say in which role it stands there.")]})
        checked: dict[str, Any] = super().validate(attrs)
        return checked

    def values(self) -> dict[str, Any]:
        """Those of the body itself."""
        return {k: v for k, v in self.validated_data.items() if k not in Part._fields}

    def part(self) -> Part | None:
        said = self.validated_data
        if "role" not in said:
            return None
        return Part(ParticipationRole(said["role"]), said.get("main"))


class ExhibitorIn(ExhibitorChangeIn):
    """Without a `role` the body is known and does not take part."""

    code = serializers.SlugField(max_length=24)


class ExhibitorKnownOut(serializers.ModelSerializer[Exhibitor]):
    """What organisers know of a body; without a `role` it does not take part."""

    id = serializers.UUIDField(source="uuid")
    name = Both()
    role = serializers.SerializerMethodField()
    main = serializers.SerializerMethodField()

    class Meta:
        model = Exhibitor
        fields = (
            *("id", "code", "name", "sector", "kind", "country", "registration_number"),
            *("role", "main"),
        )

    def get_role(self, body: Exhibitor) -> str | None:
        part = self._part(body)
        return part.role if part else None

    def get_main(self, body: Exhibitor) -> str | None:
        part = self._part(body)
        return part.main.exhibitor.code if part and part.main else None

    def _part(self, body: Exhibitor) -> Participation | None:
        parts = Participation.objects.standing().filter(exhibitor=body)
        return parts.select_related("main__exhibitor").first()


@described(ExhibitorQuery, "list_exhibitors")
class Exhibitors(OrganisersWrite, PublicList[Participation]):
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

    @extend_schema(
        operation_id="add_exhibitor",
        parameters=[EDITION],
        request=ExhibitorIn,
        responses={201: ExhibitorKnownOut},
    )
    def post(self, request: Request, slug: str) -> Response:
        """Add a body, with the role in which it takes part.

        409 `exhibitor_exists`, `registration_number_taken`; 422 `main_missing`, `not_a_main`,
        `stands_alone`."""
        edition = self.edition
        said = ExhibitorIn(data=request.data, context={"edition": edition})
        said.is_valid(raise_exception=True)
        body = bodies.add(edition, said.values(), said.part())
        return Response(ExhibitorKnownOut(body).data, status=201)


class OneExhibitor(APIView):
    @extend_schema(
        operation_id="change_exhibitor",
        parameters=[EDITION],
        request=ExhibitorChangeIn,
        responses=ExhibitorKnownOut,
    )
    def patch(self, request: Request, slug: str, code: str) -> Response:
        """Whatever is named gets another value; with a `role` it takes part.

        409 `already_takes_part` for who does in another role, `registration_number_taken`."""
        edition = organised(request, slug)
        body = get_object_or_404(Exhibitor.objects.of(edition), code=code)
        said = ExhibitorChangeIn(data=request.data, partial=True, context={"edition": edition})
        said.is_valid(raise_exception=True)
        return Response(ExhibitorKnownOut(bodies.change(body, said.values(), said.part())).data)
