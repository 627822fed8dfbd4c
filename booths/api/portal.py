"""An exhibitor's listing through the API: read as it stands, written as proposals."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import listings, logos, moderation
from booths.api.listing_changes import TAGS, ListingChangeOut, Value
from booths.api.listing_desks import EXHIBITOR, ListingDesk, desk_for
from booths.listings import fields
from booths.models import ChangeState, Listing, ListingChange, Logo
from booths.moderation import Draft, drafts
from expo import editions
from expo.api.fields import NothingElse

STATES = ["live", ChangeState.WAITING.value, ChangeState.REFUSED.value]


class FieldOut(serializers.Serializer[Draft]):
    """How a field stands. `live`, and `waiting` where there is one, are what `seen` repeats."""

    live = Value()
    waiting = Value(required=False)
    state = serializers.ChoiceField(STATES)
    reason = serializers.CharField(required=False, help_text="Why the last one was sent back.")

    def to_representation(self, draft: Draft) -> dict[str, Any]:
        told: dict[str, Any] = {**draft.seen, "state": draft.state}
        if draft.last and draft.state == ChangeState.REFUSED:
            told["reason"] = draft.last.reason
        return told


class PortalListingOut(serializers.Serializer[Any]):
    edition = serializers.SlugField()
    exhibitor = serializers.CharField(help_text="Its code.")
    version = serializers.IntegerField()
    fields = serializers.DictField(child=FieldOut())  # type: ignore[assignment]  # named as in PATCH


class ListingIn(NothingElse):
    """`seen` repeats of each field what GET gave: `{"live": …}`, and `waiting` if it was there."""

    fields = serializers.DictField(child=Value(allow_null=True))  # type: ignore[assignment]  # as above
    seen = serializers.DictField(child=serializers.DictField())


class ProposedOut(serializers.Serializer[Any]):
    changes = ListingChangeOut(many=True)


class LogoOut(serializers.ModelSerializer[Logo]):
    """What `fields.logo` takes is the digest."""

    url = serializers.SerializerMethodField()

    class Meta:
        model = Logo
        fields = ("digest", "width", "height", "url")

    def get_url(self, logo: Logo) -> str:
        return reverse("logo", args=[logo.digest])


class PortalListing(APIView):
    """What stands, what waits and what was sent back."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="read_own_listing",
        parameters=[EXHIBITOR],
        responses=PortalListingOut,
        tags=TAGS,
    )
    def get(self, request: Request) -> Response:
        desk = desk_for(request)
        return _standing(desk, listings.of(desk.participation))

    @extend_schema(
        operation_id="propose_for_own_listing",
        parameters=[EXHIBITOR],
        request=ListingIn,
        responses={
            200: OpenApiResponse(PortalListingOut, description="Written, by an organiser."),
            202: OpenApiResponse(ProposedOut, description="Proposed, by a member."),
        },
        tags=TAGS,
    )
    def patch(self, request: Request) -> Response:
        """409 `listing_changed` with all texts where somebody was faster."""
        desk = desk_for(request)
        said = ListingIn(data=request.data)
        said.is_valid(raise_exception=True)
        values = _clean(said.validated_data["fields"], request)
        row = listings.of(desk.participation)
        if desk.is_organiser:
            moderation.write_through(row, values, seen=said.validated_data["seen"])
            return _standing(desk, listings.of(desk.participation))
        return _propose(desk, row, values, said.validated_data["seen"])


class Logos(APIView):
    """Upload a picture. It is shown to nobody else before it is proposed, and approved."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="upload_logo",
        parameters=[EXHIBITOR],
        request={
            "multipart/form-data": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            }
        },
        responses={201: LogoOut},
        tags=TAGS,
    )
    def post(self, request: Request) -> Response:
        """422 `logo_too_large`, `logo_too_wide`, `logo_is_svg`, `logo_unreadable`."""
        desk_for(request)
        file = request.FILES.get("file")
        if not isinstance(file, UploadedFile):
            raise serializers.ValidationError({"file": [_("Please fill this in.")]})
        logo = logos.read(file, size=file.size or 0)
        logos.remember(request.session, logo)
        return Response(LogoOut(logo).data, status=status.HTTP_201_CREATED)


def _clean(typed: Mapping[str, Any], request: Request) -> dict[str, Any]:
    """Raises ValidationError, by field."""
    try:
        values = fields.clean(typed)
    except ValidationError as error:
        raise serializers.ValidationError({"fields": error.message_dict}) from error
    logo = values.get("logo")
    if logo and not (logos.is_live(logo) or logos.may_see(logo, request.user, request.session)):
        missing = _("There is no such logo: upload it first.")
        raise serializers.ValidationError({"fields": {"logo": [missing]}})
    return values


def _propose(
    desk: ListingDesk, row: Listing, values: dict[str, Any], seen: dict[str, Any]
) -> Response:
    at = editions.now(desk.edition)
    made = moderation.propose(row, values, seen=seen, by=desk.account, at=at)
    return _told(desk, made)


def _told(desk: ListingDesk, made: list[ListingChange]) -> Response:
    with timezone.override(desk.edition.tz):
        return Response(ProposedOut({"changes": made}).data, status=status.HTTP_202_ACCEPTED)


def _standing(desk: ListingDesk, row: Listing) -> Response:
    document = {
        "edition": desk.edition.slug,
        "exhibitor": desk.participation.exhibitor.code,
        "version": row.version,
        "fields": drafts.of(row),
    }
    return Response(PortalListingOut(document).data)
