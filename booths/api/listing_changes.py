"""Proposals for listings through the API: an exhibitor's own, and all of an edition to decide."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from booths import moderation
from booths.api.listing_desks import EXHIBITOR, ListingDesk, desk_for, worker
from booths.listings.fields import FIELDS
from booths.models import ChangeState, ListingChange
from booths.models.listing import ListingChangeQuerySet
from expo import access, editions
from expo.api.fields import NothingElse
from expo.api.lists import FairList, ListQuery, described
from expo.models import Edition, RoleKind

TAGS = ["listings"]
ANY_VALUE = {"description": "A text, a list of texts, exhibits, or the digest of a logo."}


@extend_schema_field(ANY_VALUE)
class Value(serializers.JSONField):
    """A field's value as proposals keep it."""


class ChangeQuery(ListQuery):
    state = serializers.ChoiceField(ChangeState.choices, required=False)


class ListingChangeOut(serializers.ModelSerializer[ListingChange]):
    """`before` is what was live when `after` was proposed; `reason` is why it was sent back."""

    id = serializers.UUIDField(source="uuid")
    exhibitor = serializers.CharField(source="listing.participation.exhibitor.code")
    field = serializers.ChoiceField(list(FIELDS))
    before = Value()
    after = Value()

    class Meta:
        model = ListingChange
        fields = (
            *("id", "exhibitor", "field", "before", "after", "state", "reason"),
            *("made_on_version", "proposed_at", "decided_at"),
        )


class DecisionIn(NothingElse):
    approve = serializers.BooleanField(help_text="False sends it back.")
    reason = serializers.CharField(
        required=False, default="", allow_blank=True, help_text="Needed to send it back."
    )


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class Changes(FairList[ListingChange]):
    """The latest first. A subclass says whose."""

    serializer_class = ListingChangeOut
    query_class = ChangeQuery
    permission_classes = (IsAuthenticated,)

    def by_state(self, rows: ListingChangeQuerySet, state: str) -> ListingChangeQuerySet:
        return rows.in_state(state)


@described(ChangeQuery, "list_listing_changes")
class ListingChanges(Changes):
    """Every proposal of the edition, for those who organise it."""

    @cached_property
    def edition(self) -> Edition:
        return access.edition_for(self.request.user, self.kwargs["slug"], RoleKind.ORGANISER)

    def rows(self, edition: Edition) -> ListingChangeQuerySet:
        return _with_exhibitor(ListingChange.objects.of(edition))


class OwnChanges(Changes):
    """What was proposed for one exhibitor, and what became of it."""

    @extend_schema(
        operation_id="list_own_listing_changes", parameters=[EXHIBITOR, ChangeQuery], tags=TAGS
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @cached_property
    def desk(self) -> ListingDesk:
        return desk_for(self.request)

    @cached_property
    def edition(self) -> Edition:
        return self.desk.edition

    def rows(self, edition: Edition) -> ListingChangeQuerySet:
        own = ListingChange.objects.filter(listing__participation=self.desk.participation)
        return _with_exhibitor(own)

    def _wanted(self) -> dict[str, Any]:
        """`exhibitor` names whose list it is, and narrows nothing."""
        query = self.query_class(
            data={k: v for k, v in self.request.query_params.items() if k != "exhibitor"},
            context={"edition": self.edition},
        )
        query.is_valid(raise_exception=True)
        return {k: v for k, v in query.validated_data.items() if k not in ListQuery().fields}


class Decision(APIView):
    """Approve a waiting proposal, which makes it live, or send it back."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(
        operation_id="decide_listing_change",
        request=DecisionIn,
        responses=ListingChangeOut,
        tags=TAGS,
    )
    def post(self, request: Request, slug: str, uuid: UUID) -> Response:
        """409 `change_outdated` with all texts, `change_decided`; 422 `reason_missing`."""
        edition = access.edition_for(request.user, slug, RoleKind.ORGANISER)
        change = get_object_or_404(_with_exhibitor(ListingChange.objects.of(edition)), uuid=uuid)
        said = DecisionIn(data=request.data)
        said.is_valid(raise_exception=True)
        decided = _decide(change, said.validated_data, request, edition)
        decided.listing = change.listing
        with timezone.override(edition.tz):
            return Response(ListingChangeOut(decided).data)


def _decide(
    change: ListingChange, said: dict[str, Any], request: Request, edition: Edition
) -> ListingChange:
    by, at = worker(request), editions.now(edition)
    if said["approve"]:
        return moderation.approve(change, by=by, at=at)
    return moderation.refuse(change, said["reason"], by=by, at=at)


def _with_exhibitor(rows: ListingChangeQuerySet) -> ListingChangeQuerySet:
    return rows.select_related("listing__participation__exhibitor").latest_first()
