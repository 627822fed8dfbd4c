"""The figures of an edition, each with what it means, how fresh it is and what still is to come."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from expo import access, editions
from expo.errors import Refused
from expo.models import Edition, RoleKind
from visitors import attendance
from visitors.definitions import DEFINITIONS
from visitors.models import ObservationKind

READERS = (RoleKind.PLANNER, RoleKind.ORGANISER)
EDITION = OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The edition.")
AS_OF = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATETIME,
    description="The fair's time with its offset: what the server then knew. Default: now.",
)


class FiguresDay(serializers.Serializer[Any]):
    day = serializers.DateField()
    entries = serializers.IntegerField()
    daily_unique = serializers.IntegerField()
    unidentified = serializers.IntegerField()


class FiguresTotals(serializers.Serializer[Any]):
    entries = serializers.IntegerField()
    visits = serializers.IntegerField()
    visitors = serializers.IntegerField()
    repeat = serializers.IntegerField()
    unidentified = serializers.IntegerField()
    conflicts = serializers.IntegerField()
    refused = serializers.IntegerField()
    voided = serializers.IntegerField()


class PeopleInside(serializers.Serializer[Any]):
    area = serializers.CharField(help_text="fair, hall:4B, session:S1")
    people = serializers.IntegerField()
    at = serializers.DateTimeField()
    is_observed = serializers.BooleanField(help_text="A headcount of that day supports it.")


class LastHeadcount(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    at = serializers.DateTimeField()
    kind = serializers.ChoiceField(ObservationKind.choices)


class Occupancy(PeopleInside):
    """`drift`: by how many people the doors had more than the last headcount of the day found."""

    observed = LastHeadcount(allow_null=True, help_text="Null: nobody counted on that day.")
    drift = serializers.IntegerField(allow_null=True)


class PendingDevice(serializers.Serializer[Any]):
    device = serializers.CharField()
    gate = serializers.CharField()
    scans = serializers.IntegerField()
    seen_at = serializers.DateTimeField(help_text="Last contact, real time.")


class PendingScans(serializers.Serializer[Any]):
    scans = serializers.IntegerField()
    devices = PendingDevice(many=True)


class DefinitionOut(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not its own label
    meaning = serializers.CharField()


class FiguresOut(serializers.Serializer[Any]):
    """The audit pack's `figures.json`, and what a screen needs beside it."""

    edition = serializers.SlugField()
    as_of = serializers.DateTimeField(allow_null=True, help_text="Null: nothing counted yet.")
    days = FiguresDay(many=True)
    totals = FiguresTotals()
    classes = serializers.DictField(child=serializers.IntegerField())
    histogram = serializers.DictField(
        child=serializers.IntegerField(), help_text="Persons by the number of days they came on."
    )
    occupancy = Occupancy()
    peak = PeopleInside(allow_null=True, help_text="Null: nobody came yet.")
    pending = PendingScans()
    definitions = serializers.DictField(child=DefinitionOut())


class Figures(APIView):
    """What is counted, for those who plan or organise the edition; 304 while nothing changes."""

    @extend_schema(
        operation_id="show_figures",
        responses=FiguresOut,
        parameters=[EDITION, AS_OF],
        tags=["figures"],
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        edition = access.edition_for(request.user, slug, *READERS)
        as_of = asked_moment(request)
        attendance.count_stale(edition)
        tag = etag(edition, as_of)
        unchanged = get_conditional_response(request._request, etag=tag)
        return unchanged or fresh(_document(edition, as_of), tag)


class AsOfUnreadable(Refused):
    """`allowed` is an example."""

    code = "as_of_unreadable"
    message = _("That is no time with its offset, as in 2023-11-24T18:00:00+09:00.")


def asked_moment(request: Request) -> datetime | None:
    """`?as_of=`; raises AsOfUnreadable for a time that is none or has no offset."""
    return moment_of(request.query_params.get("as_of"))


def moment_of(text: str | None) -> datetime | None:
    """Raises AsOfUnreadable."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))  # a plus that nobody escaped
    except ValueError:
        moment = None
    if moment is None or timezone.is_naive(moment):
        raise AsOfUnreadable(as_of=text, allowed="2023-11-24T18:00:00+09:00")
    return moment


def etag(edition: Edition, *asked: object) -> str:
    """Weak: the same figures counted a moment later are the same figures."""
    told = [
        attendance.version(edition),
        attendance.pending(edition),
        attendance.headcounts_version(edition),
        editions.show_day(edition, editions.now(edition)),  # with the day ends who is inside
        translation.get_language(),
        *asked,
    ]
    return f'W/"{sha256(repr(told).encode()).hexdigest()[:32]}"'


def fresh(document: dict[str, Any], tag: str) -> Response:
    return Response(document, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def definitions(rows: Iterable[Mapping[str, Any]] | None = None) -> dict[str, dict[str, str]]:
    """What each number means: of every figure, or of those in the rows alone."""
    wanted = DEFINITIONS.keys() if rows is None else {term for row in rows for term in row}
    return {
        term: {"label": str(told.label), "meaning": str(told.meaning)}
        for term, told in DEFINITIONS.items()
        if term in wanted
    }


def pending(edition: Edition) -> dict[str, Any]:
    """What devices said they hold; nobody knows what those hold that never spoke."""
    devices = attendance.pending(edition)
    return {
        "scans": sum(device.scans for device in devices),
        "devices": [asdict(device) for device in devices],
    }


def _document(edition: Edition, as_of: datetime | None) -> dict[str, Any]:
    told = attendance.overview(edition, as_of)
    histogram = sorted(told.figures.histogram.items())
    return {
        "edition": edition.slug,
        **told.figures.to_json(),
        "histogram": {str(days): persons for days, persons in histogram},
        **told.inside,
        "pending": pending(edition),
        "definitions": definitions(),
    }
