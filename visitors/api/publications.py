"""Published figures through the API: told to the public, listed, and compared with today's."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import access
from expo.api.fields import BOTH, Both, Moment, NothingElse
from expo.api.lists import FairList, ListQuery
from expo.models import Edition
from visitors import publications
from visitors.api.figures import EDITION, READERS, DefinitionOut, etag, fresh
from visitors.api.observations import teller
from visitors.definitions import DEFINITIONS
from visitors.models import FigureName, PublishedFigure
from visitors.models.publication import PublishedFigureQuerySet
from visitors.publications import Announcement, Difference, ReasonKind

TAGS = ["figures"]


class PublishedFigureIn(NothingElse):
    """What to tell. The value is counted, never given: nothing but what stands here is taken."""

    id = serializers.UUIDField(
        required=False, help_text="Chosen by who tells it: told again, it adds nothing."
    )
    figure = serializers.ChoiceField(FigureName.choices)
    day = serializers.DateField(
        required=False, allow_null=True, help_text="A show day. Default: all of them."
    )
    as_of = Moment(
        required=False,
        help_text="The fair's time. Default: the last whole minute of which all is stored.",
    )
    text_ko = serializers.CharField(
        required=False, allow_blank=True, max_length=500, help_text="Default: a sentence is made."
    )
    text_en = serializers.CharField(
        required=False, allow_blank=True, max_length=500, help_text="Default: a sentence is made."
    )


class PublishedFigureOut(serializers.ModelSerializer[PublishedFigure]):
    id = serializers.UUIDField(source="uuid")
    text = Both()
    published_by = serializers.CharField(allow_null=True, help_text="Null: nobody said.")

    class Meta:
        model = PublishedFigure
        fields: tuple[str, ...] = (
            *("id", "figure", "day", "as_of", "value", "text"),
            *("published_at", "published_by"),
        )


class SourceOut(serializers.Serializer[Any]):
    gate = serializers.CharField()
    device = serializers.CharField()
    rows = serializers.IntegerField()


class ReasonOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField([(kind.value, publications.LABELS[kind]) for kind in ReasonKind])
    label = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field, not its own label
    effect = serializers.IntegerField(help_text="By how much it moved the figure.")
    rows = serializers.IntegerField(help_text="How many such rows there were.")
    sources = SourceOut(many=True, help_text="From which devices, where scans are meant.")

    def get_label(self, reason: publications.Reason) -> str:
        return str(publications.LABELS[reason.kind])


class DifferenceOut(serializers.Serializer[Difference]):
    """Today's answer to the same question. The effects of the reasons sum to `change`."""

    then = serializers.IntegerField(help_text="What the log gives today for the as-of.")
    is_reproduced = serializers.BooleanField(help_text="`then` is the value published.")
    now = serializers.IntegerField()
    at = serializers.DateTimeField(help_text="The fair's time of `now`.")
    change = serializers.IntegerField(help_text="now − value")
    reasons = ReasonOut(many=True)
    explained = serializers.SerializerMethodField()

    @extend_schema_field(BOTH)
    def get_explained(self, found: Difference) -> dict[str, str]:
        return dict(zip(("ko", "en"), publications.explained(found), strict=True))


class ComparedFigureOut(PublishedFigureOut):
    definition = serializers.SerializerMethodField()
    difference = serializers.SerializerMethodField()

    class Meta(PublishedFigureOut.Meta):
        fields = (*PublishedFigureOut.Meta.fields, "definition", "difference")

    @extend_schema_field(DefinitionOut)
    def get_definition(self, row: PublishedFigure) -> dict[str, str]:
        told = DEFINITIONS[row.figure]
        return {"label": str(told.label), "meaning": str(told.meaning)}

    @extend_schema_field(DifferenceOut)
    def get_difference(self, row: PublishedFigure) -> dict[str, Any]:
        return DifferenceOut(publications.remembered(row)).data


@method_decorator(cache_control(private=True, no_cache=True), name="dispatch")
class PublishedFigures(FairList[PublishedFigure]):
    """What was told to the public, the latest first, for those who plan or organise the edition."""

    serializer_class = PublishedFigureOut
    query_class = ListQuery

    @cached_property
    def edition(self) -> Edition:
        return access.edition_for(self.request.user, self.kwargs["slug"], *READERS)

    def rows(self, edition: Edition) -> PublishedFigureQuerySet:
        return PublishedFigure.objects.of(edition).latest_first()

    @extend_schema(
        operation_id="list_published_figures", parameters=[EDITION, ListQuery], tags=TAGS
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="publish_figure",
        parameters=[EDITION],
        request=PublishedFigureIn,
        responses={201: PublishedFigureOut},
        tags=TAGS,
    )
    def post(self, request: Request, slug: str) -> Response:
        """Tells a figure: it is counted as of its moment and kept for ever."""
        edition = self.edition  # a stranger is told nothing, not even what he said wrong
        said = PublishedFigureIn(data=request.data)
        said.is_valid(raise_exception=True)
        row = publications.publish(
            edition,
            _announcement(said.validated_data),
            by=teller(request),
            at=self.at,
        )
        address = reverse("api:published_figure", args=[slug, row.uuid])
        with timezone.override(edition.tz):
            return Response(PublishedFigureOut(row).data, 201, headers={"Location": address})


class ComparedFigure(APIView):
    """One published figure and why it is another one today; 304 while nothing changes."""

    @extend_schema(
        operation_id="compare_published_figure",
        responses=ComparedFigureOut,
        parameters=[EDITION],
        tags=TAGS,
    )
    def get(self, request: Request, slug: str, uuid: UUID) -> HttpResponseBase:
        edition = access.edition_for(request.user, slug, *READERS)
        row = get_object_or_404(PublishedFigure.objects.of(edition), uuid=uuid)
        tag = etag(edition, row.uuid)
        if unchanged := get_conditional_response(request._request, etag=tag):
            return unchanged
        with timezone.override(edition.tz):
            return fresh(ComparedFigureOut(row).data, tag)


def _announcement(said: dict[str, Any]) -> Announcement:
    given = {"uuid": said.pop("id")} if "id" in said else {}
    return Announcement(**said | {"figure": FigureName(said["figure"])}, **given)
