"""The figures taken apart: by gate, hour, day, class, hall, session, booth and sector."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.views import APIView

from expo import access
from expo.dashboard.booth_visits import by_booth
from expo.dashboard.sectors import by_sector
from expo.errors import Refused
from expo.models import Edition
from visitors import attendance
from visitors.api.figures import (
    AS_OF,
    EDITION,
    READERS,
    DefinitionOut,
    PendingScans,
    asked_moment,
    definitions,
    fresh,
    pending,
)
from visitors.attendance import Row

BREAKDOWNS: dict[str, attendance.Breakdown] = {
    **attendance.BREAKDOWNS,
    "booth": by_booth,
    "sector": by_sector,
}


class UnknownBreakdown(Refused):
    """`allowed` are those there are."""

    code = "unknown_breakdown"
    message = _("That is no breakdown. There are these: %(allowed)s.")


class AttendanceQuery(serializers.Serializer[Any]):
    by = serializers.ChoiceField(list(BREAKDOWNS))


class AttendanceOut(serializers.Serializer[Any]):
    """One row for each gate, hour, …, with its name under the name of the breakdown."""

    edition = serializers.SlugField()
    by = serializers.CharField()
    as_of = serializers.DateTimeField(allow_null=True, help_text="Null: nothing counted yet.")
    rows = serializers.ListField(child=serializers.DictField())
    pending = PendingScans()
    definitions = serializers.DictField(child=DefinitionOut())


class Attendance(APIView):
    """One breakdown, for those who plan or organise the edition; 304 while nothing changes."""

    @extend_schema(
        operation_id="show_attendance",
        responses=AttendanceOut,
        parameters=[EDITION, AS_OF, AttendanceQuery],
        tags=["figures"],
    )
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        edition = access.edition_for(request.user, slug, *READERS)
        by = _asked_breakdown(request)
        attendance.count_stale(edition)
        document = _document(edition, by, asked_moment(request))
        tag = _etag(document)
        return get_conditional_response(request._request, etag=tag) or fresh(document, tag)


def _asked_breakdown(request: Request) -> str:
    by = request.query_params.get("by", "")
    if by not in BREAKDOWNS:
        told = str(UnknownBreakdown.message) % {"allowed": ", ".join(BREAKDOWNS)}
        raise UnknownBreakdown(told, by=by, allowed=list(BREAKDOWNS))
    return by


def _document(edition: Edition, by: str, as_of: datetime | None) -> dict[str, Any]:
    rows = BREAKDOWNS[by](edition, as_of)
    moment = as_of.astimezone(edition.tz) if as_of else attendance.counted_to(edition)
    return {
        "edition": edition.slug,
        "by": by,
        "as_of": moment and moment.isoformat(),
        "rows": rows,
        "pending": pending(edition),
        "definitions": definitions(rows),
    }


def _etag(document: dict[str, Any]) -> str:
    """Weak: the same numbers counted a moment later are the same numbers."""
    told = {**document, "as_of": None, "language": translation.get_language()}
    told["rows"] = [_without_clock(row) for row in document["rows"]]
    return f'W/"{sha256(repr(told).encode()).hexdigest()[:32]}"'


def _without_clock(row: Row) -> Row:
    """The moment at which so many are inside moves while nobody does."""
    if "occupancy" not in row:
        return row
    return row | {"occupancy": row["occupancy"] | {"at": None}}
